#include "parsers/cable/damage/open_summary.h"

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

bool has_end_of_summary(const Cable& cable) {
  return ascii::icontains(cable.text, "end summary") ||
         ascii::icontains(cable.text, "end of summary");
}

}  // namespace

void note_open_summary(std::vector<Damage>& damage, const Cable& cable) {
  if (!cable.summary || has_end_of_summary(cable)) return;
  for (Damage& found : damage) {
    if (found.kind != DamageKind::kCutSentence || found.place != "p1") continue;
    found.kind = DamageKind::kOpenSummary;
    found.detail = "the summary never ends; " + found.detail;
  }
}

}  // namespace cabled
