#include "daemon/app/unstorable_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "daemon/app/output.h"

namespace cabled {

std::uint64_t count_unstorable(std::span<const PageNote> notes) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      notes, [](const PageNote& note) { return note.ruling.reason == db::Reason::kUnstorable; }));
}

void tell_of_unstorable(std::uint64_t pages) {
  if (pages == 0) return;
  complain(
      fmt::format("{} {} the database would not take; the raw pages are kept, hint: once the cause "
                  "is gone, run "
                  "`cabled reparse --rejected`",
                  pages, pages == 1 ? "page" : "pages"));
}

}  // namespace cabled
