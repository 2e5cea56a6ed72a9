#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

/// What is wrong with a block of header lines. Each is found once, however often it occurs.
enum class HeaderFault {
  kNul,
  kBareCarriageReturn,  ///< a CR that no LF follows
  kControlCharacter,
  kFolded,               ///< a value went on in the next line (obs-fold)
  kNoColon,              ///< a line that is no field; it was left out
  kBadName,              ///< blanks or other bytes that no field name may have
  kTooManyFields,        ///< those after the first 1,000 were left out
  kUnfinished,           ///< ended before the empty line
  kBadLength,            ///< Content-Length is no number
  kRepeatedLength,       ///< Content-Length more than once, with the same value
  kContradictoryLength,  ///< Content-Length with two values
  kLengthAndCoding,      ///< Content-Length and Transfer-Encoding
  kBadTransferCoding,    ///< Transfer-Encoding that does not end in one "chunked"
  kTwoLocations,         ///< Location with two values
};
/// "nul", "bare carriage return", …
std::string_view to_string(HeaderFault fault) noexcept;

/// Whether two readers may differ over where the message ends or what it says: refuse to use it.
bool is_ambiguous(HeaderFault fault) noexcept;

struct HeaderField {
  std::string name;   ///< as received
  std::string value;  ///< without white space at the ends; folded lines joined by one blank

  bool operator==(const HeaderField&) const = default;
};

/// The lines of a header block as received, of HTTP or of a WARC record.
struct HttpFields {
  std::vector<HeaderField> fields;
  std::vector<HeaderFault> faults;

  /// The first value of that name, in any case; nullptr when there is none. Lives with the fields.
  const std::string* find(std::string_view name) const noexcept;
  std::size_t count(std::string_view name) const noexcept;
  bool has_fault(HeaderFault fault) const noexcept;
};

/// The head of a response.
struct HttpHead {
  std::string version;  ///< "HTTP/1.1"
  int status = 0;
  std::string reason;
  HttpFields header;
  std::optional<std::uint64_t> content_length;  ///< absent with any fault that concerns it
  bool chunked = false;

  /// The first ambiguous fault.
  std::optional<HeaderFault> ambiguity() const noexcept;
};

/// A longer head is an attack; curl itself gives up at about 300 kB.
inline constexpr std::size_t kMaxHeadBytes = std::size_t{256} << 10U;

/// Bytes up to and with the empty line that ends a header block; nullopt when there is none within
/// kMaxHeadBytes. Lines end in CR LF or LF.
std::optional<std::size_t> header_block_size(std::string_view bytes) noexcept;

/// Reads field lines, with or without the empty line that ends them. Any bytes give an answer.
HttpFields read_header_fields(std::string_view block);

/// Reads a status line and its fields; what follows the empty line is not looked at. kInvalid:
/// no status line, or longer than kMaxHeadBytes.
Result<HttpHead> read_http_head(std::string_view block);

}  // namespace cabled
