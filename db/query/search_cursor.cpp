#include "db/query/search_cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cabled::db {
namespace {

bool is_number(std::string_view text) {
  if (text.empty() || text.size() > 32) return false;
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size() && std::isfinite(value) &&
         std::abs(value) < 1e12;
}

}  // namespace

std::string SearchCursor::text() const {
  const char letter = order == SearchOrder::kRank          ? 'r'
                      : order == SearchOrder::kNewestFirst ? 'n'
                                                           : 'o';
  return fmt::format("{}~{}~{}", letter, key, id);
}

Result<SearchCursor> SearchCursor::parse(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  const std::size_t second = text.size() > 2 ? text.find('~', 2) : std::string_view::npos;
  const std::size_t order = std::string_view("rno").find(text.empty() ? '?' : text.front());
  if (text.size() > kLongest || second == std::string_view::npos || text[1] != '~' ||
      order == std::string_view::npos) {
    return fail(ErrorKind::kInvalid, "'{}' is no cursor of a search", text.substr(0, kLongest));
  }
  SearchCursor cursor{static_cast<SearchOrder>(order), std::string(text.substr(2, second - 2)),
                      std::string(text.substr(second + 1))};
  const bool dated_end = cursor.key.empty() && cursor.order != SearchOrder::kRank;
  const bool clean = std::ranges::none_of(cursor.id, [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F;
  });
  if (!clean || (!dated_end && !is_number(cursor.key))) {
    return fail(ErrorKind::kInvalid, "'{}' is no cursor of a search", text);
  }
  return cursor;
}

}  // namespace cabled::db
