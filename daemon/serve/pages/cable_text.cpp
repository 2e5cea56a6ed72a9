#include <algorithm>
#include <string_view>

#include "daemon/serve/pages/cable_shown.h"

namespace cabled::serve {
namespace {

TextNotes notes_of(const CableShown& cable, std::string_view text) {
  TextNotes notes;
  for (const CableMention& mention : cable_mentions(text)) {
    const std::string& id = mention.id.text();
    if (id == cable.stored.id) continue;
    notes.links.push_back({mention.begin, mention.end, id, cable.holds(id)});
  }
  return notes;
}

void write_as_sent(Page& page, const CableShown& cable) {
  const std::string_view text = cable.stored.text;
  const TextNotes notes = notes_of(cable, text);
  NotedText noted(page, text, notes);
  page.element("pre", {{"class", "as-sent counted"}}, [&] {
    std::size_t number = 1;
    for (std::size_t begin = 0; begin < text.size(); ++number) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      page.element("span", {{"id", 'l' + std::to_string(number)}},
                   [&] { noted.write(begin, end); });
      page.text("\n");
      begin = end + 1;
    }
  });
}

}  // namespace

void write_cable_text(Page& page, const CableShown& cable, const std::vector<std::string>& found) {
  static_cast<void>(found);
  write_as_sent(page, cable);
}

}  // namespace cabled::serve
