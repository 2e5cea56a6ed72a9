#include "daemon/fetch/response_head.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/web/http_head.h"

namespace cabled {
namespace {

HeadFault protocol(std::string message) {
  return HeadFault{FailureClass::kProtocol, std::move(message)};
}

// A value may be as long as the cap on headers; a message shows its beginning.
std::string_view shown(std::string_view value) { return value.substr(0, 60); }

bool is_framing_field(std::string_view name) {
  // Compared by length first: nearly every field falls out there.
  switch (name.size()) {
    case 8:
      return ascii::iequals(name, "location");
    case 14:
      return ascii::iequals(name, "content-length");
    case 17:
      return ascii::iequals(name, "transfer-encoding");
    default:
      return false;
  }
}

}  // namespace

std::optional<HeadFault> ResponseHead::count(std::string_view line) {
  bytes_ += line.size();
  ++lines_;
  if (bytes_ > limits_.max_header_bytes) {
    return HeadFault{FailureClass::kTooLarge,
                     fmt::format("headers of more than {} bytes", limits_.max_header_bytes)};
  }
  if (lines_ > limits_.max_header_lines) {
    return HeadFault{FailureClass::kTooLarge,
                     fmt::format("headers of more than {} lines", limits_.max_header_lines)};
  }
  return std::nullopt;
}

std::optional<HeadFault> ResponseHead::add_line(std::string_view line) {
  if (auto fault = count(line)) return fault;
  std::string_view rest = line;
  const std::string_view content = take_header_line(rest);
  if (content.find('\0') != std::string_view::npos) return protocol("NUL in a header");
  if (content.find('\r') != std::string_view::npos) return protocol("bare CR in a header");

  if (lines_ == 1 || (complete_ && status_ < 200)) return start_response(line);
  if (complete_) return std::nullopt;  // a trailer
  text_ += line;
  if (content.empty()) {
    complete_ = true;
    const bool contradicts = chunked_ && content_length_.has_value();
    if (contradicts) return protocol("both Content-Length and Transfer-Encoding");
    return std::nullopt;
  }
  if (is_folded_line(content)) {
    if (framing_field_before_) return protocol("folded framing header");
    return std::nullopt;
  }
  const auto field = split_field_line(content);
  if (!field) return std::nullopt;
  const std::string_view name = ascii::trim(field->name);
  framing_field_before_ = is_framing_field(name);
  if (!framing_field_before_) return std::nullopt;
  if (name.size() != field->name.size()) {
    return protocol(fmt::format("white space around the name of '{}'", name));
  }
  return add_field(name, field->value);
}

std::optional<HeadFault> ResponseHead::start_response(std::string_view line) {
  std::string_view rest = line;
  status_ = status_of_line(take_header_line(rest)).value_or(0);
  if (status_ == 0) return protocol("status line without a status");
  if (status_ == 101) return protocol("switch to a protocol that was not asked for");
  text_ = line;
  complete_ = false;
  chunked_ = false;
  framing_field_before_ = false;
  content_length_.reset();
  location_.reset();
  return std::nullopt;
}

std::optional<HeadFault> ResponseHead::add_field(std::string_view name, std::string_view value) {
  if (name.size() == 8) return add_location(value);
  if (name.size() == 14) return add_content_length(value);
  return add_transfer_encoding(value);
}

// RFC 9110 section 8.6: a list of equal numbers may be read as that number; anything else is an
// error that cannot be recovered from.
std::optional<HeadFault> ResponseHead::add_content_length(std::string_view value) {
  for (bool more = true; more;) {
    const std::size_t comma = value.find(',');
    const std::string_view item = ascii::trim(value.substr(0, comma));
    more = comma != std::string_view::npos;
    value.remove_prefix(more ? comma + 1 : value.size());
    if (item.empty() || !std::ranges::all_of(item, ascii::is_digit)) {
      return protocol(fmt::format("Content-Length '{}' is no number", shown(item)));
    }
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), length);
    // A number beyond 64 bits is over every cap.
    if (error != std::errc()) length = std::numeric_limits<std::uint64_t>::max();
    if (content_length_ && *content_length_ != length) {
      return protocol(fmt::format("Content-Length {} and {}", *content_length_, length));
    }
    content_length_ = length;
  }
  return std::nullopt;
}

// No TE header is sent, so nothing but one "chunked" may come (RFC 9112 sections 6.1 and 7.4).
std::optional<HeadFault> ResponseHead::add_transfer_encoding(std::string_view value) {
  if (chunked_ || !ascii::iequals(value, "chunked")) {
    return protocol(fmt::format("Transfer-Encoding '{}'", shown(value)));
  }
  chunked_ = true;
  return std::nullopt;
}

std::optional<HeadFault> ResponseHead::add_location(std::string_view value) {
  if (location_ && *location_ != value) return protocol("several different Location headers");
  location_ = value;
  return std::nullopt;
}

}  // namespace cabled
