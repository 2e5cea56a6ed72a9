#include "parsers/web/cdx.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Enough to be quick, little enough to be no burden for an archive's index.
constexpr std::string_view kPageLimit = "5000";
constexpr std::size_t kStampDigits = 14;

struct QuerySetting {
  std::string_view name;
  std::string_view value;
};
// Ours whatever the query says.
constexpr std::array<QuerySetting, 3> kCdxForm{
    {{"output", "text"}, {"fl", "timestamp,original"}, {"showResumeKey", "true"}}};
// Unless the query says otherwise.
constexpr std::array<QuerySetting, 3> kCdxDefaults{
    {{"limit", kPageLimit}, {"filter", "statuscode:200"}, {"collapse", "digest"}}};

std::string_view next_piece(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

bool has_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    std::string_view parameter = next_piece(query, '&');
    if (next_piece(parameter, '=') == name) return true;
  }
  return false;
}

/// The query's parameters without the named ones.
std::string without_parameters(std::string_view query, const auto& is_named) {
  std::string kept;
  while (!query.empty()) {
    const std::string_view parameter = next_piece(query, '&');
    std::string_view name = parameter;
    if (parameter.empty() || is_named(next_piece(name, '='))) continue;
    kept += kept.empty() ? "" : "&";
    kept += parameter;
  }
  return kept;
}

Result<Url> with_query(const Url& url, const std::string& query) {
  return Url::parse(url.origin() + url.path() + '?' + query);
}

std::optional<CdxCapture> read_capture(std::string_view line) {
  const std::string_view stamp = next_piece(line, ' ');
  const bool is_stamp = stamp.size() == kStampDigits && std::ranges::all_of(stamp, ascii::is_digit);
  if (!is_stamp || line.empty() || line.find(' ') != std::string_view::npos) return std::nullopt;
  return CdxCapture{std::string(stamp), std::string(line)};
}

/// Every byte that is not plainly part of a key, escaped.
std::string escaped_key(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (ascii::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~') {
      out += c;
    } else if (c == '+' || c == '%') {
      out += c;  // the server has escaped it already
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

Result<CdxAnswer> read_cdx(std::string_view bytes) {
  CdxAnswer answer;
  bool key_follows = false;
  bool anything_else = false;
  while (!bytes.empty()) {
    std::string_view line = ascii::trim(next_piece(bytes, '\n'));
    if (line.empty()) {
      key_follows = true;
      continue;
    }
    if (const auto capture = read_capture(line)) {
      key_follows = false;
      if (answer.captures.size() == kMaxCdxCaptures) {
        answer.truncated = true;
        break;
      }
      answer.captures.push_back(*capture);
    } else if (key_follows && bytes.empty() && !answer.captures.empty()) {
      answer.resume_key = std::string(line);
    } else {
      anything_else = true;
    }
  }
  if (answer.captures.empty() && anything_else) {
    return fail(ErrorKind::kInvalid, "no line of it is a capture");
  }
  return answer;
}

Url cdx_query(const Url& query) {
  const auto is_ours = [](std::string_view name) {
    return std::ranges::find(kCdxForm, name, &QuerySetting::name) != kCdxForm.end();
  };
  std::string parameters = without_parameters(query.query(), is_ours);
  const auto add = [&](const QuerySetting& setting) {
    parameters +=
        fmt::format("{}{}={}", parameters.empty() ? "" : "&", setting.name, setting.value);
  };
  for (const QuerySetting& setting : kCdxDefaults) {
    if (!has_parameter(query.query(), setting.name)) add(setting);
  }
  std::ranges::for_each(kCdxForm, add);
  return with_query(query, parameters).value_or(query);
}

Result<Url> cdx_next(const Url& query, std::string_view resume_key) {
  const std::string kept =
      without_parameters(query.query(), [](std::string_view name) { return name == "resumeKey"; });
  return with_query(query, fmt::format("{}&resumeKey={}", kept, escaped_key(resume_key)));
}

Result<Url> raw_capture_url(const Url& query, const CdxCapture& capture) {
  static constexpr std::string_view kWayback = "/cdx/search/cdx";
  static constexpr std::string_view kCollection = "/cdx";  // pywb: /COLLECTION/cdx
  std::string place;
  if (query.path() == kWayback) {
    place = "/web/";
  } else if (query.path().ends_with(kCollection)) {
    place = query.path().substr(0, query.path().size() - kCollection.size() + 1);
  } else {
    return fail(ErrorKind::kInvalid, "'{}' is no path of a CDX server", query.path());
  }
  const Result<Url> original = Url::parse(capture.original);
  if (!original) return tl::unexpected(original.error());
  return Url::parse(
      fmt::format("{}{}{}id_/{}", query.origin(), place, capture.stamp, original->text()));
}

std::optional<Url> archived_page(const Url& capture) {
  static constexpr std::string_view kRaw = "id_/";
  const std::string target = capture.target();
  const std::size_t mark = target.find(kRaw);
  if (mark == std::string::npos || mark == 0 || !ascii::is_digit(target[mark - 1])) {
    return std::nullopt;
  }
  Result<Url> page = Url::parse(std::string_view(target).substr(mark + kRaw.size()));
  if (!page) return std::nullopt;
  return std::move(*page);
}

}  // namespace cabled
