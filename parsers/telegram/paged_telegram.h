#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/telegram/page_mark.h"

namespace cabled {

/// A telegram printed on paper with a line "PAGE 01 …" on each page, as the State Department kept
/// those of the 1970s, once its pages and sections are put together.
struct PagedTelegram {
  /// From ACTION or ORIGIN to the signature: no furniture of pages, no heads of later sections. A
  /// sentence that a page broke goes on in the next line.
  std::string text;
  /// The same for readers of fields: labels and date-time group as they are usually written.
  std::string usual;
  std::size_t body = 0;  ///< where, in `usual`, the head ends with its captions; 0 if not known
  PageMark first_page;
};

/// Whether a page line or the distribution comes first, and the dash line of the relay stands below
/// it.
bool is_paged_telegram(std::string_view text);

/// Puts it together; nothing for telegrams that were not printed so.
std::optional<PagedTelegram> read_paged_telegram(std::string_view text);

}  // namespace cabled
