#include "db/feed/change_cursor.h"

#include <charconv>
#include <optional>
#include <vector>

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

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find('-'); end != std::string_view::npos; end = text.find('-')) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

std::string ChangeCursor::text() const {
  if (origin.empty() && xid == 0 && seq == 0) return "0";
  return fmt::format("{}-{}-{}-{}", origin, xid, seq, us);
}

Result<ChangeCursor> ChangeCursor::parse(std::string_view text) {
  if (text == "0") return ChangeCursor{};
  const std::vector<std::string_view> parts = parts_of(text);
  if (parts.size() == 4 && !parts[0].empty()) {
    const auto xid = whole_number<std::uint64_t>(parts[1]);
    const auto seq = whole_number<std::int64_t>(parts[2]);
    const auto us = whole_number<std::int64_t>(parts[3]);
    if (xid && seq && us) return ChangeCursor{std::string(parts[0]), *xid, *seq, *us};
  }
  return fail(ErrorKind::kInvalid, "'{}' is no cursor; hint: take it from `cabled feed --now`",
              text);
}

}  // namespace cabled::db
