#include "daemon/cli/parse_requests.h"

#include <utility>
#include <variant>

#include "daemon/json/base64.h"
#include "daemon/json/cable_json.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

// The cable is JSON already; it makes up nearly all of the line.
std::string answer_line(const Json& id, const char* outcome, const std::string& cable,
                        const Json& reason, const Json& explain = nullptr) {
  std::string line = fmt::format(R"({{"id":{},"outcome":"{}","cable":)", to_line(id), outcome);
  line += cable;
  line += R"(,"reason":)" + to_line(reason);
  if (!explain.is_null()) line += R"(,"explain":)" + to_line(explain);
  return line + '}';
}

std::string error_line(const Json& id, const std::string& reason) {
  return answer_line(id, "error", "null", reason);
}

std::string optional_string(const Json& request, const char* key) {
  const auto found = request.find(key);
  return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<PageReading> read_request(const Json& request, PageReaderOptions options) {
  for (const char* key : {"text", "html", "html_base64", "url", "content_type", "mrn", "kind"}) {
    const auto found = request.find(key);
    if (found == request.end() || found->is_string() || found->is_null()) continue;
    return fail(ErrorKind::kInvalid, "'{}' is not a text", key);
  }
  if (const std::string mrn = optional_string(request, "mrn"); !mrn.empty()) {
    Result<CableId> id = canonical_id(mrn);
    if (!id) return tl::unexpected(id.error());
    options.mrn = std::move(*id);
  }
  const std::string kind = optional_string(request, "kind");
  if (!kind.empty() && kind != "fragment" && kind != "document") {
    return fail(ErrorKind::kInvalid, "kind is '{}', not fragment or document", kind);
  }
  if (request.contains("text")) {
    std::string text = optional_string(request, "text");
    if (kind != "document") return read_text(text, options);
    return read_page(
        {std::move(text), optional_string(request, "url"), "text/plain; charset=utf-8"}, options);
  }
  if (kind == "fragment") {
    return fail(ErrorKind::kInvalid, "a fragment is given as text");
  }

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

// The further cables of a page that holds several.
std::string cables_line(const std::vector<Cable>& cables) {
  std::string line = "[";
  for (const Cable& cable : cables) {
    if (line.size() > 1) line += ',';
    line += cable_line(cable);
  }
  return line + ']';
}

Json explanation(const PageReading& reading) {
  if (reading.removed.empty()) return nullptr;
  Json removed = Json::array();
  for (const Removal& removal : reading.removed) {
    removed.push_back({{"rule", removal.rule}, {"text", removal.text}});
  }
  return {{"charset", reading.charset}, {"removed", std::move(removed)}};
}

}  // namespace

std::string reading_line(const Json& id, const PageReading& reading) {
  const Json explain = explanation(reading);
  if (const Cable* cable = std::get_if<Cable>(&reading.outcome)) {
    std::string line = answer_line(id, "cable", cable_line(*cable), nullptr, explain);
    if (!reading.further.empty()) {
      line.pop_back();
      line += R"(,"further":)" + cables_line(reading.further) + '}';
    }
    return line;
  }
  if (const NotACable* none = std::get_if<NotACable>(&reading.outcome)) {
    return answer_line(id, "not_a_cable", "null", none->reason, explain);
  }
  return answer_line(id, "error", "null", std::get<Error>(reading.outcome).message, explain);
}

std::string answer_request(std::string_view line, std::size_t line_number,
                           const PageReaderOptions& options) {
  const Json request = Json::parse(line, nullptr, false);
  if (!request.is_object()) {
    return error_line(nullptr, fmt::format("line {} is not a JSON object", line_number));
  }
  // As it came, so that any id pairs the answer with its request.
  const Json id = request.value("id", Json(""));
  const Result<PageReading> reading = read_request(request, options);
  if (!reading) {
    return error_line(id, fmt::format("line {}: {}", line_number, reading.error().message));
  }
  return reading_line(id, *reading);
}

}  // namespace cabled::cli
