#include "parsers/form/undress.h"

#include <utility>

#include "parsers/form/line_breaks.h"
#include "parsers/form/mojibake.h"
#include "parsers/form/part_names.h"
#include "parsers/form/quoted_mail.h"
#include "parsers/form/release_marks.h"
#include "parsers/form/small_letters.h"
#include "parsers/form/wiki_markup.h"

namespace cabled {

Undressed undress(Layout layout) {
  Undressed page;
  undo_mojibake(layout);
  undo_quoted_mail(layout);
  set_blocks_apart(layout);
  undo_wiki_markup(layout);
  page.small_letters = raise_small_letters(layout);
  page.records = take_out_records(layout, page.removed);
  take_out_part_names(layout);
  take_out_release_marks(layout, page.removed);
  restore_line_breaks(layout);
  page.layout = std::move(layout);
  return page;
}

}  // namespace cabled
