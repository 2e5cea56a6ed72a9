#include "daemon/http/request_head.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "daemon/http/request_target.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kNotHttp = "this is no request of HTTP";

// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) {
  static constexpr ascii::ByteSet kMarks("!#$%&'*+-.^_`|~");
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return ascii::is_alnum(c) || kMarks.contains(c); });
}

// A request line or field is of visible signs and blanks; the rest is left from older text
// encodings or is an attempt.
bool is_visible(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\t'; });
}

HeadSearch refused(int status, std::string_view words) { return {0, {status, words}, true}; }

/// Takes a line from the front of `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find(kLineEnd);
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(line.size() + kLineEnd.size(), rest.size()));
  return line;
}

struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view version;
};

std::optional<RequestLine> read_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  const RequestLine read{line.substr(0, first), line.substr(first + 1, last - first - 1),
                         line.substr(last + 1)};
  const bool is_http = read.version.size() == 8 && read.version.starts_with("HTTP/") &&
                       ascii::is_digit(read.version[5]) && read.version[6] == '.' &&
                       ascii::is_digit(read.version[7]);
  if (!is_token(read.method) || !is_http) return std::nullopt;
  return read;
}

/// The fields by name in small letters; those that come more than once are joined as the standard
/// says. Nothing when a line is none, or when there are two hosts or lengths.
std::optional<std::map<std::string, std::string>> read_header_fields(std::string_view text) {
  std::map<std::string, std::string> fields;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || !is_visible(line)) {
      return std::nullopt;
    }
    const std::string_view value = ascii::trim(line.substr(colon + 1));
    const auto [at, is_new] =
        fields.emplace(ascii::lower(line.substr(0, colon)), std::string(value));
    if (is_new) continue;
    if (at->first == "host" || at->first == "content-length") return std::nullopt;
    at->second.append(", ").append(value);
  }
  return fields;
}

bool says(const HttpRequest& request, const char* field, std::string_view option) {
  const std::optional<std::string> value = request.header(field);
  return value && ascii::icontains(*value, option);
}

bool has_body(const HttpRequest& request) {
  const std::optional<std::string> length = request.header("content-length");
  return request.header("transfer-encoding").has_value() || (length && *length != "0");
}

/// The host that a request is for, by its target or its field; nothing when it names none.
std::optional<std::string> host_of(const RequestTarget& target, const HttpRequest& request,
                                   bool is_old) {
  std::optional<std::string> field = request.header("host");
  if (!field && !is_old) return std::nullopt;
  if (!target.authority.empty()) return std::string(target.authority);
  return field;
}

}  // namespace

HeadSearch find_head(std::string_view bytes) {
  const std::size_t line_end = bytes.find(kLineEnd);
  const std::string_view line = bytes.substr(0, line_end);
  // A client of another protocol would wait for us as long as we for it.
  const bool cut_in_end = line_end == std::string_view::npos && line.ends_with('\r');
  if (!is_visible(cut_in_end ? line.substr(0, line.size() - 1) : line))
    return refused(400, kNotHttp);
  if (line.size() > kLongestRequestLine) {
    return refused(414, "the address is longer than 8 kB");
  }
  if (line_end == std::string_view::npos) return {};
  const std::size_t end = bytes.find(kHeadEnd, line_end);
  const std::size_t headers = std::min(end, bytes.size()) - line_end;
  if (headers > kLongestHeaders) return refused(431, "the headers are longer than 16 kB");
  if (end == std::string_view::npos) return {};
  return {end + kHeadEnd.size(), {}, false};
}

std::variant<RequestHead, Refusal> read_head(std::string_view head, const HostRule& hosts,
                                             std::string_view local) {
  const std::optional<RequestLine> line = read_request_line(take_line(head));
  if (!line) return Refusal{400, kNotHttp};
  if (!line->version.starts_with("HTTP/1.")) return Refusal{505, "only HTTP/1.1 is spoken here"};
  auto fields = read_header_fields(head);
  if (!fields) return Refusal{400, "a header is none, or comes twice"};
  const bool is_old = line->version == "HTTP/1.0";
  RequestHead read;
  read.request.method = std::string(line->method);
  read.request.headers = std::move(*fields);
  if (line->method != "GET" && line->method != "HEAD") {
    return Refusal{405, "only GET and HEAD are answered"};
  }
  const std::optional<RequestTarget> target = read_target(line->target);
  if (!target) return Refusal{400, "the address is not well-formed"};
  const std::optional<std::string> host = host_of(*target, read.request, is_old);
  if (!host && !is_old) return Refusal{400, "no Host is named"};
  if (host && !hosts.answers(*host, local)) return Refusal{421, "this host is not served here"};
  if (has_body(read.request)) return Refusal{400, "a request with a body is not taken"};
  read.request.path = target->path;
  read.request.query = target->query;
  read.keeps_open = is_old ? says(read.request, "connection", "keep-alive")
                           : !says(read.request, "connection", "close");
  return read;
}

}  // namespace cabled
