#include "daemon/http/response_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// A packet holds as much; less is not made smaller in any way that matters.
constexpr std::size_t kWorthPacking = 1000;

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 410:
      return "Gone";
    case 414:
      return "URI Too Long";
    case 421:
      return "Misdirected Request";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

bool is_text(std::string_view type) {
  const std::string_view essence = type.substr(0, type.find(';'));
  return essence.starts_with("text/") || essence.ends_with("json") || essence.ends_with("xml") ||
         essence.ends_with("javascript") || essence == "application/openmetrics-text";
}

void add_to_vary(HttpResponse& response) {
  constexpr const char* kField = "Accept-Encoding";
  std::string* const vary = response.header("Vary");
  if (vary == nullptr) {
    response.headers.emplace_back("Vary", kField);
  } else if (*vary != "*" && !ascii::icontains(*vary, "accept-encoding")) {
    *vary += std::string(", ") + kField;
  }
}

/// Whether a list of codings (RFC 9110, section 12.5.3) takes gzip.
bool takes_gzip(std::string_view codings) {
  bool takes = false;
  while (!codings.empty()) {
    const std::size_t end = codings.find(',');
    const std::string_view coding = codings.substr(0, end);
    codings = end == std::string_view::npos ? std::string_view() : codings.substr(end + 1);
    const std::size_t mark = std::min(coding.find(';'), coding.size());
    const std::string_view name = ascii::trim(coding.substr(0, mark));
    const std::string weight = ascii::lower(coding.substr(mark));
    const std::size_t equals = weight.find("q=");
    const bool is_none = equals != std::string::npos &&
                         weight.find_first_of("123456789", equals) == std::string::npos;
    if (ascii::iequals(name, "gzip")) return !is_none;
    if (name == "*") takes = !is_none;
  }
  return takes;
}

// A line more in a head would be an answer of its own.
std::string one_line(std::string_view value) {
  std::string line(value);
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

}  // namespace

AnswerForm form_of(const HttpRequest& request) {
  AnswerForm form;
  if (request.method == "HEAD") form.body = AnswerForm::Body::kLeftOut;
  if (takes_gzip(request.header("accept-encoding").value_or(""))) {
    form.coding = AnswerForm::Coding::kGzip;
  }
  return form;
}

void ResponseWriter::compress(HttpResponse& response) {
  response.body = packer_.pack(response.body, Packing::kDeflated);
  response.headers.emplace_back("Content-Encoding", "gzip");
  // A strong tag stands for bytes, and these are others than those without compression.
  if (std::string* const tag = response.header("ETag"); tag != nullptr) {
    if (tag->starts_with('"')) *tag = "W/" + *tag;
  }
}

std::string ResponseWriter::bytes(HttpResponse response, const AnswerForm& form) {
  if (is_text(response.content_type) && response.header("Content-Encoding") == nullptr) {
    add_to_vary(response);
    const bool is_worth_it = response.body.size() >= kWorthPacking;
    if (form.coding == AnswerForm::Coding::kGzip && is_worth_it) compress(response);
  }
  std::string out =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason(response.status),
                  http_date(std::chrono::system_clock::now()));
  const auto to = std::back_inserter(out);
  if (may_have_body(response.status)) {
    fmt::format_to(to, "Content-Type: {}\r\nContent-Length: {}\r\n",
                   one_line(response.content_type), response.body.size());
  }
  for (const auto& [name, value] : response.headers) {
    fmt::format_to(to, "{}: {}\r\n", one_line(name), one_line(value));
  }
  const bool closes = form.after == AnswerForm::After::kClose;
  fmt::format_to(to, "Connection: {}\r\n\r\n", closes ? "close" : "keep-alive");
  if (form.body == AnswerForm::Body::kSent && may_have_body(response.status)) out += response.body;
  return out;
}

}  // namespace cabled
