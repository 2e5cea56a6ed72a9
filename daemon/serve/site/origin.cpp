#include "daemon/serve/site/origin.h"

namespace cabled::serve {

std::string absolute(const Visit& visit, const Address& to) {
  const bool is_secure = visit.request.header("x-forwarded-proto") == "https";
  const std::string host = visit.request.header("host").value_or("localhost");
  return (is_secure ? "https://" : "http://") + host + to.text(visit.site.config.serve.base_path);
}

CitedCable cited_here(const Visit& visit, const db::StoredCable& cable) {
  CitedCable cited = cited_cable(cable);
  if (!cited.url.starts_with("http")) {
    cited.url = absolute(visit, Address("/cable").below(cable.id));
  }
  return cited;
}

}  // namespace cabled::serve
