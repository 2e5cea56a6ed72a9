#pragma once

#include <string_view>
#include <vector>

namespace cabled {

/// What a line of a telegram of the 1970s is on its paper: text of the telegram, or furniture of
/// the page, of the teleprinter and of the archive.
enum class PaperMark {
  kText,
  kBlank,
  kPage,        ///< PAGE 02        LISBON  04567  01 OF 02  201530Z
  kCopyNumber,  ///< 43, below the first page line
  kLevel,       ///< the classification at the foot or the head of a page
  kStamp,       ///< Declassified/Released US Department of State …
  kFiller,      ///< a row of inverted question marks
  kEnd,         ///< NNNN, << END OF DOCUMENT >>
  kNote,        ///< *** Current Classification *** …
  kHead,        ///< the head that a later section has again
};

/// "page_line", "stamp"; empty for text and blank lines.
std::string_view furniture_name(PaperMark mark) noexcept;

struct PaperLine {
  std::string_view text;  ///< without the blanks at its end
  PaperMark mark = PaperMark::kText;
  int page = 0;  ///< of a page line
};

/// The lines of `text`. A level counts as furniture only beside a page line, an end mark or an end
/// of the text, for elsewhere CONFIDENTIAL is a word of it. The head of a later section goes from
/// its first page line to its serial line and the captions below that; the first head that is there
/// stays.
std::vector<PaperLine> paper_lines(std::string_view text);

/// Whether the archive put this line there: it was never part of the telegram as sent.
bool is_archive_mark(std::string_view line) noexcept;

}  // namespace cabled
