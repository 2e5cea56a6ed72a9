#include "parsers/web/http_header.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kMaxFields = 1000;

void add_fault(std::vector<HeaderFault>& faults, HeaderFault fault) {
  if (std::ranges::find(faults, fault) == faults.end()) faults.push_back(fault);
}

// RFC 9110 section 5.6.2.
constexpr bool is_token_character(char c) noexcept {
  return ascii::is_alnum(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

std::string_view trim_blanks(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Takes the next line, without its end, off the front of `rest`.
std::string_view take_line(std::string_view& rest) noexcept {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void note_bad_bytes(std::string_view line, std::vector<HeaderFault>& faults) {
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) continue;
    if (c == '\0') {
      add_fault(faults, HeaderFault::kNul);
    } else if (c == '\r') {
      add_fault(faults, HeaderFault::kBareCarriageReturn);
    } else if (c != '\t') {
      add_fault(faults, HeaderFault::kControlCharacter);
    }
  }
}

std::optional<std::uint64_t> read_length(std::string_view text) {
  // 2^63 has nineteen digits; none that is meant honestly has.
  if (text.empty() || text.size() > 18) return std::nullopt;
  if (!std::ranges::all_of(text, ascii::is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The members of all fields of that name, as a list with commas (RFC 9110 section 5.3).
std::vector<std::string_view> list_of(const HttpFields& header, std::string_view name) {
  std::vector<std::string_view> members;
  for (const HeaderField& field : header.fields) {
    if (!ascii::iequals(field.name, name)) continue;
    std::string_view rest = field.value;
    for (bool more = true; more;) {
      const std::size_t comma = rest.find(',');
      members.push_back(trim_blanks(rest.substr(0, comma)));
      more = comma != std::string_view::npos;
      if (more) rest.remove_prefix(comma + 1);
    }
  }
  return members;
}

void judge_length(HttpHead& head) {
  std::vector<HeaderFault>& faults = head.header.faults;
  const std::vector<std::string_view> lengths = list_of(head.header, "Content-Length");
  if (lengths.empty()) return;
  head.content_length = read_length(lengths.front());
  for (const std::string_view length : lengths) {
    const std::optional<std::uint64_t> value = read_length(length);
    if (!value) {
      add_fault(faults, HeaderFault::kBadLength);
      head.content_length.reset();
    } else if (value != read_length(lengths.front())) {
      add_fault(faults, HeaderFault::kContradictoryLength);
      head.content_length.reset();
    }
  }
  if (lengths.size() > 1 && head.content_length) add_fault(faults, HeaderFault::kRepeatedLength);
}

void judge_coding(HttpHead& head) {
  std::vector<HeaderFault>& faults = head.header.faults;
  const std::vector<std::string_view> codings = list_of(head.header, "Transfer-Encoding");
  if (codings.empty()) return;
  head.chunked = ascii::iequals(codings.back(), "chunked");
  const auto chunked = std::ranges::count_if(
      codings, [](std::string_view coding) { return ascii::iequals(coding, "chunked"); });
  if (!head.chunked || chunked > 1) add_fault(faults, HeaderFault::kBadTransferCoding);
  if (head.header.count("Content-Length") > 0) {
    add_fault(faults, HeaderFault::kLengthAndCoding);
    head.content_length.reset();
  }
}

void judge_location(HttpFields& header) {
  const std::string* first = header.find("Location");
  const bool differs =
      first != nullptr && std::ranges::any_of(header.fields, [&](const HeaderField& field) {
        return ascii::iequals(field.name, "Location") && field.value != *first;
      });
  if (differs) add_fault(header.faults, HeaderFault::kTwoLocations);
}

// "HTTP/1.1 200 OK"; the reason may be empty and its blank missing.
bool read_status_line(std::string_view line, HttpHead& head) {
  const std::size_t blank = line.find(' ');
  if (!line.starts_with("HTTP/") || blank == std::string_view::npos || blank > 10) return false;
  head.version = line.substr(0, blank);
  const std::string_view rest = trim_blanks(line.substr(blank));
  const std::string_view digits = rest.substr(0, rest.find(' '));
  if (digits.size() != 3 || !std::ranges::all_of(digits, ascii::is_digit)) return false;
  std::from_chars(digits.data(), digits.data() + digits.size(), head.status);
  head.reason = trim_blanks(rest.substr(digits.size()));
  return head.status >= 100;
}

}  // namespace

std::string_view to_string(HeaderFault fault) noexcept {
  switch (fault) {
    case HeaderFault::kNul:
      return "nul";
    case HeaderFault::kBareCarriageReturn:
      return "bare carriage return";
    case HeaderFault::kControlCharacter:
      return "control character";
    case HeaderFault::kFolded:
      return "folded line";
    case HeaderFault::kNoColon:
      return "line without colon";
    case HeaderFault::kBadName:
      return "bad field name";
    case HeaderFault::kTooManyFields:
      return "too many fields";
    case HeaderFault::kUnfinished:
      return "unfinished header";
    case HeaderFault::kBadLength:
      return "bad content length";
    case HeaderFault::kRepeatedLength:
      return "repeated content length";
    case HeaderFault::kContradictoryLength:
      return "contradictory content lengths";
    case HeaderFault::kLengthAndCoding:
      return "content length with transfer encoding";
    case HeaderFault::kBadTransferCoding:
      return "bad transfer encoding";
    case HeaderFault::kTwoLocations:
      return "two locations";
  }
  return "unknown fault";
}

bool is_ambiguous(HeaderFault fault) noexcept {
  switch (fault) {
    case HeaderFault::kNul:
    case HeaderFault::kBareCarriageReturn:
    case HeaderFault::kTooManyFields:
    case HeaderFault::kBadLength:
    case HeaderFault::kContradictoryLength:
    case HeaderFault::kLengthAndCoding:
    case HeaderFault::kBadTransferCoding:
    case HeaderFault::kTwoLocations:
      return true;
    default:
      return false;
  }
}

const std::string* HttpFields::find(std::string_view name) const noexcept {
  const auto field = std::ranges::find_if(
      fields, [&](const HeaderField& candidate) { return ascii::iequals(candidate.name, name); });
  return field == fields.end() ? nullptr : &field->value;
}

std::size_t HttpFields::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      fields, [&](const HeaderField& field) { return ascii::iequals(field.name, name); }));
}

bool HttpFields::has_fault(HeaderFault fault) const noexcept {
  return std::ranges::find(faults, fault) != faults.end();
}

std::optional<HeaderFault> HttpHead::ambiguity() const noexcept {
  const auto fault = std::ranges::find_if(header.faults, is_ambiguous);
  if (fault == header.faults.end()) return std::nullopt;
  return *fault;
}

std::optional<std::size_t> header_block_size(std::string_view bytes) noexcept {
  std::string_view rest = bytes.substr(0, kMaxHeadBytes);
  const std::size_t whole = rest.size();
  while (!rest.empty()) {
    const bool ended = rest.find('\n') != std::string_view::npos;
    if (take_line(rest).empty() && ended) return whole - rest.size();
  }
  return std::nullopt;
}

HttpFields read_header_fields(std::string_view block) {
  HttpFields header;
  bool finished = false;
  while (!block.empty() && !finished) {
    const std::string_view line = take_line(block);
    note_bad_bytes(line, header.faults);
    const std::size_t colon = line.find(':');
    if (line.empty()) {
      finished = true;
    } else if (is_blank(line.front()) && !header.fields.empty()) {
      add_fault(header.faults, HeaderFault::kFolded);
      std::string& value = header.fields.back().value;
      const std::string_view more = trim_blanks(line);
      if (!value.empty() && !more.empty()) value += ' ';
      value += more;
    } else if (colon == std::string_view::npos) {
      add_fault(header.faults, HeaderFault::kNoColon);
    } else if (header.fields.size() == kMaxFields) {
      add_fault(header.faults, HeaderFault::kTooManyFields);
      return header;
    } else {
      const std::string_view name = line.substr(0, colon);
      if (name.empty() || !std::ranges::all_of(name, is_token_character)) {
        add_fault(header.faults, HeaderFault::kBadName);
      }
      header.fields.push_back(
          {std::string(trim_blanks(name)), std::string(trim_blanks(line.substr(colon + 1)))});
    }
  }
  if (!finished) add_fault(header.faults, HeaderFault::kUnfinished);
  return header;
}

Result<HttpHead> read_http_head(std::string_view block) {
  std::string_view rest = block.substr(0, kMaxHeadBytes);
  HttpHead head;
  const std::string_view status_line = take_line(rest);
  if (!read_status_line(status_line, head)) {
    return fail(ErrorKind::kInvalid, "no HTTP status line in '{}'", status_line.substr(0, 80));
  }
  if (block.size() > kMaxHeadBytes && !header_block_size(block)) {
    return fail(ErrorKind::kInvalid, "HTTP header of more than {} bytes", kMaxHeadBytes);
  }
  head.header = read_header_fields(rest);
  note_bad_bytes(status_line, head.header.faults);
  judge_length(head);
  judge_coding(head);
  judge_location(head.header);
  return head;
}

}  // namespace cabled
