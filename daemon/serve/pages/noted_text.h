#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/serve/pages/page.h"

namespace cabled::serve {

/// Words of a text that name another cable.
struct TextLink {
  std::size_t begin;
  std::size_t end;
  std::string id;
  bool held;  ///< whether the collection has it: what it has not is named and leads nowhere
};

/// Words of a text that a search found.
struct TextMark {
  std::size_t begin;
  std::size_t end;
};

/// What is shown in a text beside its words. Each list is in the order of the text, and no two of a
/// list overlap.
struct TextNotes {
  std::vector<TextLink> links;
  std::vector<TextMark> marks;
};

/// Writes a text into a page piece by piece, with links to other cables and marks of what was
/// found. The pieces must come in the order of the text. Marks are numbered: the first has the id
/// m1, and each leads to the one before and after it.
class NotedText {
 public:
  NotedText(Page& page, std::string_view text, const TextNotes& notes);

  void write(std::size_t begin, std::size_t end);

 private:
  void write_marked(std::size_t begin, std::size_t end);
  void write_mark(std::size_t begin, std::size_t end);
  void write_step(std::size_t to, const char* look, const char* name);

  Page& page_;
  std::string_view text_;
  const TextNotes& notes_;
  std::size_t next_link_ = 0;
  std::size_t next_mark_ = 0;
  bool in_link_ = false;
};

}  // namespace cabled::serve
