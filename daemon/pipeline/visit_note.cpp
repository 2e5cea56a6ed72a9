#include "daemon/pipeline/visit_note.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace cabled {
namespace {

constexpr std::string_view kRobots = "robots";
constexpr std::string_view kBetween = "; ";
constexpr std::array kKinds{db::UrlKind::kPage, db::UrlKind::kIndex, db::UrlKind::kSitemap,
                            db::UrlKind::kFeed, db::UrlKind::kCdx};

/// "depth=1" as 1.
std::optional<int> number_of(std::string_view part, std::string_view name) {
  if (!part.starts_with(name)) return std::nullopt;
  part.remove_prefix(name.size());
  int number = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
  const bool whole = error == std::errc() && end == part.data() + part.size() && number >= 0;
  return whole ? std::optional(number) : std::nullopt;
}

/// What stands before the next separator; `text` is then what stands behind it.
std::string_view take_part(std::string_view& text) {
  const std::size_t end = std::min(text.find(kBetween), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + kBetween.size(), text.size()));
  return part;
}

}  // namespace

std::string visit_note_of(const PageErrand& errand) {
  const auto* task = std::get_if<CrawlTask>(&errand);
  if (task == nullptr) return "";
  if (task->is_robots) return std::string(kRobots);
  return fmt::format("{}{}depth={}{}hops={}", db::to_string(task->kind), kBetween, task->depth,
                     kBetween, task->hops);
}

std::optional<VisitNote> read_visit_note(std::string_view text) {
  VisitNote note;
  if (text == kRobots) {
    note.is_robots = true;
    return note;
  }
  const std::string_view word = take_part(text);
  const auto kind =
      std::ranges::find_if(kKinds, [&](db::UrlKind known) { return word == db::to_string(known); });
  const auto depth = number_of(take_part(text), "depth=");
  const auto hops = number_of(take_part(text), "hops=");
  if (kind == kKinds.end() || !depth || !hops || !text.empty()) return std::nullopt;
  note.kind = *kind;
  note.depth = *depth;
  note.hops = *hops;
  return note;
}

}  // namespace cabled
