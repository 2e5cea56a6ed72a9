#include "daemon/serve/pages/noted_text.h"

#include <algorithm>

namespace cabled::serve {

NotedText::NotedText(Page& page, std::string_view text, const TextNotes& notes)
    : page_(page), text_(text), notes_(notes) {}

void NotedText::write(std::size_t begin, std::size_t end) {
  const std::vector<TextLink>& links = notes_.links;
  while (begin < end) {
    while (next_link_ < links.size() && links[next_link_].end <= begin) ++next_link_;
    if (next_link_ == links.size() || links[next_link_].begin >= end) {
      write_marked(begin, end);
      return;
    }
    const TextLink& link = links[next_link_];
    if (link.begin > begin) {
      write_marked(begin, link.begin);
      begin = link.begin;
    }
    const std::size_t link_end = std::min(link.end, end);
    if (link.held) {
      in_link_ = true;
      page_.link(Address("/cable").below(link.id), [&] { write_marked(begin, link_end); });
      in_link_ = false;
    } else {
      page_.element("span", {{"class", "missing"}, {"title", link.id + " is not held here"}},
                    [&] { write_marked(begin, link_end); });
    }
    begin = link_end;
  }
}

void NotedText::write_marked(std::size_t begin, std::size_t end) {
  const std::vector<TextMark>& marks = notes_.marks;
  while (begin < end) {
    while (next_mark_ < marks.size() && marks[next_mark_].end <= begin) ++next_mark_;
    if (next_mark_ == marks.size() || marks[next_mark_].begin >= end) {
      page_.text(text_.substr(begin, end - begin));
      return;
    }
    const TextMark& mark = marks[next_mark_];
    if (mark.begin > begin) page_.text(text_.substr(begin, mark.begin - begin));
    const std::size_t mark_begin = std::max(begin, mark.begin);
    begin = std::min(mark.end, end);
    write_mark(mark_begin, begin);
  }
}

void NotedText::write_mark(std::size_t begin, std::size_t end) {
  const bool is_its_beginning = begin == notes_.marks[next_mark_].begin;
  const bool is_its_end = end == notes_.marks[next_mark_].end;
  const std::string_view words = text_.substr(begin, end - begin);
  // No link may stand in a link.
  if (is_its_beginning && !in_link_ && next_mark_ > 0) {
    write_step(next_mark_, "step back", "previous match");
  }
  if (is_its_beginning) {
    page_.element("mark", {{"id", 'm' + std::to_string(next_mark_ + 1)}}, words);
  } else {
    page_.element("mark", words);
  }
  if (is_its_end && !in_link_ && next_mark_ + 1 < notes_.marks.size()) {
    write_step(next_mark_ + 2, "step on", "next match");
  }
}

void NotedText::write_step(std::size_t to, const char* look, const char* name) {
  page_.element("a", {{"class", look}, {"href", "#m" + std::to_string(to)}, {"aria-label", name}},
                "");
}

}  // namespace cabled::serve
