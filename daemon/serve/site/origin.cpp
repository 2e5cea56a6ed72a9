#include "daemon/serve/site/origin.h"

namespace cabled::serve {

std::string absolute(const Visit& visit, const Address& to) {
  const bool is_secure = visit.request.header("x-forwarded-proto") == "https";
  const std::string host = visit.request.header("host").value_or("localhost");
  return (is_secure ? "https://" : "http://") + host + to.text(visit.site.config.serve.base_path);
}

}  // namespace cabled::serve
