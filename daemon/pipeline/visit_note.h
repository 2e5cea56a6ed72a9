#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/pipeline/page_job.h"

namespace cabled {

/// What the archive says of a visit beside its answer, so that the frontier can be made again: as
/// what the URL was taken. Text such as "index; depth=1; hops=0", or "robots".
struct VisitNote {
  db::UrlKind kind = db::UrlKind::kPage;
  bool is_robots = false;
  int depth = 0;
  int hops = 0;

  auto operator<=>(const VisitNote&) const = default;
};

/// "" of what is no visit.
std::string visit_note_of(const PageErrand& errand);
/// Nothing of a text that is no note.
std::optional<VisitNote> read_visit_note(std::string_view text);

}  // namespace cabled
