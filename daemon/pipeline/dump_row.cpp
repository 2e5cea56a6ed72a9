#include "daemon/pipeline/dump_row.h"

#include <algorithm>

#include "parsers/cable/header/classification.h"
#include "parsers/model/utf8_text.h"

namespace cabled {

void complete_from_row(Cable& cable, const DumpColumns& facts) {
  if (!cable.from && !facts.origin.empty()) {
    cable.from = Utf8Text::sanitized(facts.origin).str();
  }
  if (cable.classification) return;
  if (const auto line = read_classification_line(facts.classification)) {
    for (const std::string& caption : line->captions) {
      if (std::ranges::count(cable.handling, caption) == 0) cable.handling.push_back(caption);
    }
    cable.classification = published_classification(line->level, cable.handling);
    std::erase(cable.handling, "FOUO");
  }
}

}  // namespace cabled
