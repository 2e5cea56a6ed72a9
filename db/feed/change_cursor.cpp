#include "db/feed/change_cursor.h"

#include <charconv>
#include <optional>

namespace cabled::db {
namespace {

template <typename Number>
std::optional<Number> whole_number(std::string_view digits) {
  Number number{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return number;
}

}  // namespace

std::string ChangeCursor::text() const {
  if (origin.empty() && xid == 0 && seq == 0) return "0";
  return fmt::format("{}-{}-{}", origin, xid, seq);
}

Result<ChangeCursor> ChangeCursor::parse(std::string_view text) {
  if (text == "0") return ChangeCursor{};
  const std::size_t first = text.find('-');
  const std::size_t last = text.rfind('-');
  if (first != std::string_view::npos && first != last && first > 0) {
    const auto xid = whole_number<std::uint64_t>(text.substr(first + 1, last - first - 1));
    const auto seq = whole_number<std::int64_t>(text.substr(last + 1));
    if (xid && seq && *seq >= 0)
      return ChangeCursor{std::string(text.substr(0, first)), *xid, *seq};
  }
  return fail(ErrorKind::kInvalid, "'{}' is no cursor; hint: take it from `cabled feed --now`",
              text);
}

}  // namespace cabled::db
