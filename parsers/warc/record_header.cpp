#include "parsers/warc/record_header.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/web/web_date.h"

namespace cabled::warc {
namespace {

std::optional<std::uint64_t> parse_length(std::string_view text) {
  text = ascii::trim(text);
  if (text.empty() || !std::ranges::all_of(text, ascii::is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    // Positions in files are signed.
    if (value > (std::numeric_limits<std::int64_t>::max() - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

/// The URI without the angle brackets that wget puts around it (its bug 47281), blanks encoded.
std::string normal_uri(std::string_view uri) {
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  std::string out;
  out.reserve(uri.size());
  for (const char c : uri) {
    if (c == ' ') {
      out += "%20";
    } else {
      out += c;
    }
  }
  return out;
}

std::string value_or_empty(const HeaderFields& fields, std::string_view name) {
  return std::string(find_field(fields, name).value_or(std::string_view()));
}

void warn(RecordHeader& header, std::string_view warning) {
  if (!header.warning.empty()) header.warning += "; ";
  header.warning += warning;
}

void read_length(RecordHeader& header) {
  for (const HeaderField& field : header.fields) {
    if (!ascii::iequals(field.name, "Content-Length")) continue;
    const auto length = parse_length(field.value);
    if (!length || (header.content_length && *header.content_length != *length)) {
      header.content_length.reset();
      warn(header,
           length ? "two different values of Content-Length" : "Content-Length is no number");
      return;
    }
    header.content_length = length;
  }
  if (!header.content_length) warn(header, "no Content-Length");
}

bool is_version_line(std::string_view line) {
  static constexpr std::size_t kLongest = 16;
  return line.starts_with("WARC/") && line.size() > 5 && line.size() <= kLongest &&
         std::ranges::all_of(line.substr(5), [](char c) { return ascii::is_digit(c) || c == '.'; });
}

/// Two digits at `at`, or -1.
int two_digits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || !ascii::is_digit(text[at]) || !ascii::is_digit(text[at + 1])) {
    return -1;
  }
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool is_calendar_date(int year, int month, int day) {
  return year >= 1 && month >= 1 && day >= 1 &&
         std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
             .ok();
}

/// The 14 digits of an ARC date as a WARC date; more than 14 are cut, as some crawlers wrote them.
std::string from_digits(std::string_view text) {
  static constexpr std::size_t kDigits = 14;
  if (text.size() < kDigits || !std::ranges::all_of(text, ascii::is_digit)) return {};
  std::string out(text.substr(0, 4));
  for (const auto& [separator, at] :
       {std::pair{'-', 4U}, {'-', 6U}, {'T', 8U}, {':', 10U}, {':', 12U}}) {
    out += separator;
    out += text.substr(at, 2);
  }
  return out + 'Z';
}

/// "2010-11-28T18:00:00Z", with or without a fraction of the second.
bool is_full_date(std::string_view text) {
  static constexpr std::size_t kSeconds = 19;  // "2010-11-28T18:00:00"
  static constexpr std::size_t kLongest = 30;  // with nine digits of fraction and "Z"
  if (text.size() <= kSeconds || text.size() > kLongest || text.back() != 'Z') return false;
  const int year = two_digits(text, 0) * 100 + two_digits(text, 2);
  const std::string_view fraction = text.substr(kSeconds, text.size() - kSeconds - 1);
  return two_digits(text, 0) >= 0 && two_digits(text, 2) >= 0 && text[4] == '-' && text[7] == '-' &&
         text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
         is_calendar_date(year, two_digits(text, 5), two_digits(text, 8)) &&
         two_digits(text, 11) >= 0 && two_digits(text, 11) < 24 && two_digits(text, 14) >= 0 &&
         two_digits(text, 14) < 60 && two_digits(text, 17) >= 0 && two_digits(text, 17) <= 60 &&
         (fraction.empty() || (fraction.size() > 1 && fraction[0] == '.' &&
                               std::ranges::all_of(fraction.substr(1), ascii::is_digit)));
}

struct ArcColumns {
  std::string_view url;
  std::string_view address;
  std::string_view date;
  std::string_view type;
  std::string_view length;
};

/// The columns of an ARC header line. Version 1 has five of them, version 2 has five more between
/// the type and the length: result code, check sum, location, offset, file name.
std::optional<ArcColumns> arc_columns(std::string_view line) {
  // From the right, since only the URL can hold blanks.
  std::array<std::string_view, 9> last;
  for (std::size_t count = 0; count < last.size();) {
    const std::size_t blank = line.rfind(' ');
    if (blank == line.npos) return std::nullopt;
    last[count++] = line.substr(blank + 1);
    line = line.substr(0, blank);
    for (const std::size_t date : {std::size_t{2}, std::size_t{7}}) {
      if (count == date + 2 && !from_digits(last[date]).empty()) {
        return ArcColumns{line, last[date + 1], last[date], last[date - 1], last[0]};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Result<RecordHeader> parse_warc_header(std::string_view bytes) {
  RecordHeader header;
  const std::string_view version = take_header_line(bytes);
  if (!is_version_line(version)) return fail(ErrorKind::kInvalid, "no WARC version line");
  header.version = version;
  auto fields = read_strict_fields(bytes);
  if (!fields) return tl::unexpected(fields.error());
  header.fields = std::move(*fields);
  header.type = ascii::lower(value_or_empty(header.fields, "WARC-Type"));
  header.id = value_or_empty(header.fields, "WARC-Record-ID");
  header.uri = normal_uri(value_or_empty(header.fields, "WARC-Target-URI"));
  header.content_type = value_or_empty(header.fields, "Content-Type");
  header.date = normal_date(value_or_empty(header.fields, "WARC-Date"));
  if (header.type.empty()) warn(header, "no WARC-Type");
  if (!version.starts_with("WARC/1.") && !version.starts_with("WARC/0.")) {
    warn(header, "unknown version");
  }
  if (find_field(header.fields, "WARC-Segment-Number")) warn(header, "one segment of several");
  if (header.date.empty()) warn(header, "WARC-Date is no date");
  if (has_one_digest_for_both(header)) warn(header, "one digest for block and payload");
  read_length(header);
  return header;
}

Result<RecordHeader> parse_arc_header(std::string_view line) {
  static constexpr std::size_t kLongest = 65536;
  if (line.size() > kLongest) return fail(ErrorKind::kInvalid, "ARC header line too long");
  const auto columns = arc_columns(ascii::trim(line));
  if (!columns) return fail(ErrorKind::kInvalid, "no ARC header line");
  const auto& [rest, address, date, type, length] = *columns;
  RecordHeader header;
  header.date = from_digits(date);
  const std::size_t colon = rest.find(':');
  const bool has_scheme = colon != rest.npos && colon > 0 &&
                          std::ranges::all_of(rest.substr(0, colon), ascii::is_alnum);
  if (!has_scheme || header.date.empty() || address.empty()) {
    return fail(ErrorKind::kInvalid, "no ARC header line");
  }
  header.version = "ARC/1";
  header.date = normal_date(header.date);
  if (header.date.empty()) warn(header, "the date is no date");
  header.type = rest.starts_with("filedesc:") ? "warcinfo" : "response";
  if (header.type == "response") header.uri = normal_uri(rest);
  header.content_type = type;
  header.content_length = parse_length(length);
  if (!header.content_length) warn(header, "the length is no number");
  return header;
}

std::string normal_date(std::string_view text) {
  text = ascii::trim(text);
  const std::string spelled_out = from_digits(text);
  if (!spelled_out.empty()) text = spelled_out;
  if (is_full_date(text)) return std::string(text);
  // WARC/1.1 may leave out what is not known, from the right; some write an offset.
  static constexpr std::size_t kLongest = 40;
  const auto time = text.size() <= kLongest ? read_w3c_date(text) : std::nullopt;
  if (!time || *time < std::chrono::sys_days(std::chrono::year(1) / 1 / 1)) return {};
  return write_w3c_date(*time);
}

bool has_one_digest_for_both(const RecordHeader& header) {
  const auto block = find_field(header.fields, "WARC-Block-Digest");
  const auto payload = find_field(header.fields, "WARC-Payload-Digest");
  return block && payload && ascii::trim(*block) == ascii::trim(*payload) &&
         ascii::istarts_with(header.content_type, "application/http");
}

}  // namespace cabled::warc
