#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/cable_shown.h"
#include "daemon/serve/pages/clean_blocks.h"
#include "parsers/cable/body/body_fields.h"

namespace cabled::serve {
namespace {

std::string line_name(std::size_t number) { return 'l' + std::to_string(number); }
std::string paragraph_name(int number) { return 'p' + std::to_string(number); }

void write_place(Page& page, const std::string& name) { page.element("span", {{"id", name}}, ""); }

/// The text with page markers and the like left out, in paragraphs.
class CleanWriter {
 public:
  CleanWriter(Page& page, const CleanText& clean, const TextNotes& notes)
      : page_(page), text_(page, clean.text, notes) {}

  void write(const std::vector<CleanBlock>& blocks, std::set<int> numbers) {
    awaited_ = std::move(numbers);
    for (const CleanBlock& block : blocks) write_block(block);
  }

 private:
  void write_block(const CleanBlock& block) {
    switch (block.kind) {
      case CleanBlockKind::kHead:
        page_.element("pre", {{"class", "as-sent head-lines"}}, [&] { write_lines(block); });
        break;
      case CleanBlockKind::kHeading:
        page_.element("h2", [&] { write_lines(block); });
        break;
      case CleanBlockKind::kLayout:
        page_.element("pre", {{"class", "as-sent"}}, [&] { write_paragraph(block); });
        break;
      case CleanBlockKind::kProse:
        page_.element("p", [&] { write_paragraph(block); });
        break;
    }
  }

  // Its number leads to itself, to be copied or kept. A number that comes twice is that of the
  // first, and one that no line bears is found at the next.
  void write_paragraph(const CleanBlock& block) {
    const bool is_awaited = block.paragraph && awaited_.contains(*block.paragraph);
    if (is_awaited) {
      while (!awaited_.empty() && *awaited_.begin() < *block.paragraph) {
        write_place(page_, paragraph_name(*awaited_.begin()));
        awaited_.erase(awaited_.begin());
      }
      awaited_.erase(*block.paragraph);
      const std::string name = paragraph_name(*block.paragraph);
      page_.element("a",
                    {{"class", "anchor"},
                     {"id", name},
                     {"href", '#' + name},
                     {"aria-label", "Paragraph " + std::to_string(*block.paragraph)}},
                    "");
    }
    write_lines(block);
  }

  void write_lines(const CleanBlock& block) {
    bool is_first = true;
    for (const CleanLine& line : block.lines) {
      if (!is_first) page_.text("\n");
      is_first = false;
      for (std::size_t i = 0; i + 1 < line.sent_lines.size(); ++i) {
        write_place(page_, line_name(line.sent_lines[i]));
      }
      if (line.sent_lines.empty()) {
        text_.write(line.begin, line.end);
      } else {
        page_.element("span", {{"id", line_name(line.sent_lines.back())}},
                      [&] { text_.write(line.begin, line.end); });
      }
    }
  }

  Page& page_;
  NotedText text_;
  std::set<int> awaited_;  // numbers of paragraphs that have no place yet
};

void write_clean(Page& page, const CableShown& cable, const TextNotes& notes) {
  const auto id = CableId::parse(cable.stored.id);
  const BodyFields body = read_body(cable.stored.text, id ? std::optional(*id) : std::nullopt);
  std::vector<std::string_view> headings;
  std::set<int> numbers;
  for (const Paragraph& paragraph : body.paragraphs) {
    if (paragraph.heading) headings.push_back(*paragraph.heading);
    if (paragraph.number) numbers.insert(*paragraph.number);
  }
  CleanWriter(page, cable.clean, notes).write(clean_blocks(cable.clean, headings), numbers);
}

void write_as_sent(Page& page, const CableShown& cable, const TextNotes& notes) {
  const std::string_view text = cable.stored.text;
  NotedText noted(page, text, notes);
  std::set<int> written;
  page.element("pre", {{"class", "as-sent counted"}}, [&] {
    std::size_t number = 1;
    for (std::size_t begin = 0; begin < text.size(); ++number) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const LineReport report =
          number <= cable.clean.lines.size() ? cable.clean.lines[number - 1] : LineReport{};
      page.element("span", {{"id", line_name(number)}}, [&] {
        if (report.begins_paragraph && report.paragraph &&
            written.insert(*report.paragraph).second) {
          write_place(page, paragraph_name(*report.paragraph));
        }
        noted.write(begin, end);
      });
      page.text("\n");
      begin = end + 1;
    }
  });
}

TextNotes notes_of(const CableShown& cable, std::string_view text) {
  TextNotes notes;
  for (const CableMention& mention : cable_mentions(text)) {
    const std::string& id = mention.id.text();
    if (id == cable.stored.id) continue;
    notes.links.push_back({mention.begin, mention.end, id, cable.holds(id)});
  }
  notes.marks = cable.marks;
  return notes;
}

void write_marks_line(Page& page, const CableShown& cable) {
  if (!cable.query) return;
  page.element("p", {{"class", "kicker no-print"}}, [&] {
    if (cable.marks.empty()) {
      page.element("span", "Nothing in this text is marked for “" + *cable.query + "”.");
    } else {
      page.element("span",
                   counted(static_cast<std::int64_t>(cable.marks.size()), "match", "matches") +
                       " of “" + *cable.query + "”");
      page.element("a", {{"href", "#m1"}}, "First match");
    }
    page.link(Address("/search").with("q", *cable.query), "Back to the results");
  });
}

}  // namespace

void write_cable_text(Page& page, const CableShown& cable) {
  write_marks_line(page, cable);
  const TextNotes notes = notes_of(cable, cable.shown_text());
  page.element("div", {{"class", "telegram"}}, [&] {
    if (cable.view == TextView::kSent) {
      write_as_sent(page, cable, notes);
    } else {
      write_clean(page, cable, notes);
    }
  });
}

}  // namespace cabled::serve
