#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"

/// Lines "name: value" as HTTP and WARC have them (RFC 9112 section 5), that end in CR LF or LF.
namespace cabled {

/// A header field; a value that goes on in the next lines is joined by blanks.
struct HeaderField {
  std::string name;
  std::string value;

  bool operator==(const HeaderField&) const = default;
};

using HeaderFields = std::vector<HeaderField>;

inline constexpr std::size_t kMaxHeaderFields = 1000;

/// The first value of `name`, without regard to case; nothing when the field is absent. A view into
/// `fields`.
std::optional<std::string_view> find_field(const HeaderFields& fields, std::string_view name);

/// Takes the next line off the front of `rest`; without its line end.
std::string_view take_header_line(std::string_view& rest) noexcept;

/// Whether a line goes on with the value of the line before (obs-fold).
constexpr bool is_folded_line(std::string_view line) noexcept {
  return line.starts_with(' ') || line.starts_with('\t');
}

/// A line taken apart at its colon; views into it.
struct FieldLine {
  std::string_view name;   ///< with the white space that should not be around it
  std::string_view value;  ///< trimmed
};

/// Nothing when the line has no colon.
std::optional<FieldLine> split_field_line(std::string_view line) noexcept;

/// Reads fields up to the empty line or the end. Leniently, as what a server once sent is to be
/// read as browsers read it: what read_strict_fields() refuses is passed over.
HeaderFields read_fields(std::string_view lines);

/// The same for a header that is either in order or none. kInvalid: a line without a colon, a name
/// that is empty or has control characters, too many fields.
Result<HeaderFields> read_strict_fields(std::string_view lines);

/// The value of the first field `name` (any case) in an HTTP head with its start line; "" when it
/// has none. What read_fields() and find_field() would give, without making the other fields.
std::string header_value(std::string_view head, std::string_view name);

/// Where a header that starts `bytes` ends, after its empty line; nothing while that is not there.
std::optional<std::size_t> header_end(std::string_view bytes) noexcept;

}  // namespace cabled
