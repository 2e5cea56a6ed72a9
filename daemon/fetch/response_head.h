#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/fetch/fetcher.h"

namespace cabled {

/// Why a head is refused.
struct HeadFault {
  FailureClass failure;
  std::string message;
};

/// Collects the head of a response line by line and refuses what two readers could understand
/// differently: that is how a wrong body gets stored as a whole one.
///
/// libcurl 7.88.1 takes the last of two Content-Length headers and the first of two Location
/// headers, and lets a bare CR pass (its tests 772 and 2105), so these are judged here.
class ResponseHead {
 public:
  explicit ResponseHead(const FetchLimits& limits) : limits_(limits) {}

  /// Takes the next line with its line end. Lines of 1xx responses and trailers count towards the
  /// caps but are not kept.
  std::optional<HeadFault> add_line(std::string_view line);

  /// Whether the empty line of the final (not 1xx) response has come.
  bool complete() const noexcept { return complete_ && status_ >= 200; }
  bool started() const noexcept { return lines_ != 0; }
  int status() const noexcept { return status_; }
  bool chunked() const noexcept { return chunked_; }
  std::optional<std::uint64_t> content_length() const noexcept { return content_length_; }
  const std::optional<std::string>& location() const noexcept { return location_; }
  /// RFC 9112 section 6.3: 204 and 304 end with their head, whatever it says.
  bool has_body() const noexcept { return status_ != 204 && status_ != 304; }
  /// It announces a body that cannot be: who sends that may send the bytes too.
  bool announces_impossible_body() const noexcept {
    return !has_body() && (chunked_ || content_length_.value_or(0) > 0);
  }
  std::string take_text() noexcept { return std::move(text_); }

 private:
  std::optional<HeadFault> count(std::string_view line);
  std::optional<HeadFault> start_response(std::string_view line);
  std::optional<HeadFault> add_field(std::string_view name, std::string_view value);
  std::optional<HeadFault> add_content_length(std::string_view value);
  std::optional<HeadFault> add_transfer_encoding(std::string_view value);
  std::optional<HeadFault> add_location(std::string_view value);

  FetchLimits limits_;
  std::size_t bytes_ = 0;
  std::size_t lines_ = 0;
  std::string text_;
  int status_ = 0;
  bool complete_ = false;
  bool chunked_ = false;
  bool framing_field_before_ = false;  ///< the line before may not be continued
  std::optional<std::uint64_t> content_length_;
  std::optional<std::string> location_;
};

}  // namespace cabled
