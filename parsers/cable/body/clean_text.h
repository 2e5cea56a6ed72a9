#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// What becomes of a line of the text in the clean text.
enum class LineFate {
  kKept,     ///< is a line there, perhaps without a page marker that stood in it
  kJoined,   ///< goes on the line that stands there for the one above
  kDropped,  ///< furniture, or a blank line that parts nothing there
};

/// The same with its places in both texts.
struct LineReport {
  LineFate fate = LineFate::kDropped;
  /// What a dropped line was, or what stood in a kept one: "page_marker", "section_head", …; or "".
  std::string_view furniture;
  std::size_t clean_line = 0;    ///< the line of the clean text where it stands, or that follows it
  std::optional<int> paragraph;  ///< the number of the paragraph that it begins or goes on
  bool begins_paragraph = false;
};

/// A telegram to be read by people: without what the telegraph put between its lines.
struct CleanText {
  std::string text;               ///< lines end in \n; one blank line between blocks
  std::vector<LineReport> lines;  ///< one for each line of the text that it was made of
};

/// Page markers, heads that later sections repeat, end marks and feet of pages go
/// (telegram_furniture.h); what a page break parted goes on without a blank line. Two lines become
/// one again where an advertisement cut one: the second begins with a word that had room on the
/// first, and together they fill a line of this telegram. Linear in the size of the text.
CleanText make_clean_text(std::string_view text);

}  // namespace cabled
