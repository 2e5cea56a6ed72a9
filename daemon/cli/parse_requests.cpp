#include "daemon/cli/parse_requests.h"

#include <utility>
#include <variant>

#include "daemon/json/base64.h"
#include "daemon/json/cable_json.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

Json error_answer(const Json& id, const std::string& reason) {
  return {{"id", id}, {"outcome", "error"}, {"cable", nullptr}, {"reason", reason}};
}

std::string optional_string(const Json& request, const char* key) {
  const auto found = request.find(key);
  return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<PageReading> read_request(const Json& request, PageReaderOptions options) {
  if (const std::string mrn = optional_string(request, "mrn"); !mrn.empty()) {
    Result<CableId> id = canonical_id(mrn);
    if (!id) return tl::unexpected(id.error());
    options.mrn = std::move(*id);
  }
  if (request.contains("text")) return read_text(optional_string(request, "text"), options);

  Page page;
  page.url = optional_string(request, "url");
  page.content_type = optional_string(request, "content_type");
  if (request.contains("html_base64")) {
    Result<std::string> bytes = decode_base64(optional_string(request, "html_base64"));
    if (!bytes) return tl::unexpected(bytes.error());
    page.bytes = std::move(*bytes);
  } else if (request.contains("html")) {
    page.bytes = optional_string(request, "html");
  } else {
    return fail(ErrorKind::kInvalid, "request has none of text, html and html_base64");
  }
  // What is sent as html is a page, whatever it looks like.
  if (page.content_type.empty()) page.content_type = "text/html";
  return read_page(page, options);
}

Json explanation(const PageReading& reading) {
  Json removed = Json::array();
  for (const Removal& removal : reading.removed) {
    removed.push_back({{"rule", removal.rule}, {"text", removal.text}});
  }
  return {{"charset", reading.charset}, {"removed", std::move(removed)}};
}

}  // namespace

Json reading_to_json(const std::string& id, const PageReading& reading) {
  Json answer{{"id", id}, {"outcome", "cable"}, {"cable", nullptr}, {"reason", nullptr}};
  if (const Cable* cable = std::get_if<Cable>(&reading.outcome)) {
    answer["cable"] = to_json(*cable);
  } else if (const NotACable* none = std::get_if<NotACable>(&reading.outcome)) {
    answer["outcome"] = "not_a_cable";
    answer["reason"] = none->reason;
  } else {
    answer = error_answer(id, std::get<Error>(reading.outcome).message);
  }
  if (!reading.removed.empty()) answer["explain"] = explanation(reading);
  return answer;
}

std::string answer_request(std::string_view line, std::size_t line_number,
                           const PageReaderOptions& options) {
  const Json request = Json::parse(line, nullptr, false);
  if (!request.is_object()) {
    return to_line(error_answer(nullptr, fmt::format("line {} is not a JSON object", line_number)));
  }
  const std::string id = optional_string(request, "id");
  const Result<PageReading> reading = read_request(request, options);
  if (!reading) {
    return to_line(
        error_answer(id, fmt::format("line {}: {}", line_number, reading.error().message)));
  }
  return to_line(reading_to_json(id, *reading));
}

}  // namespace cabled::cli
