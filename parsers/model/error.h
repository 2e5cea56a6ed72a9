#pragma once

#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace cabled {

/// What a caller may do about a failure. The message is for people only.
enum class ErrorKind {
  kInvalid,    ///< The input itself is bad: quarantine it, never retry.
  kTransient,  ///< Time may cure it: retry with back-off.
  kRefused,    ///< Policy or the remote side said no: record it, leave it alone.
};

/// A failure. Messages are lower case, without a full stop, and quote what offends; a cure follows
/// after "; hint: ".
struct Error {
  ErrorKind kind;
  std::string message;

  auto operator<=>(const Error&) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// Builds the failing arm of a Result: `return fail(ErrorKind::kInvalid, "no host in '{}'", url);`
template <typename... Args>
auto fail(ErrorKind kind, fmt::format_string<Args...> format, Args&&... args) {
  return tl::unexpected(Error{kind, fmt::format(format, std::forward<Args>(args)...)});
}

}  // namespace cabled
