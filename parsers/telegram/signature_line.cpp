#include <initializer_list>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/telegram_words.h"

namespace cabled {

bool looks_like_signature(std::string_view line) noexcept {
  line = telegram_core(line);
  if (line.size() < 3 || line.size() > 32 || !ascii::is_upper(line[0]) || is_heading(line))
    return false;
  // A full stop ends a sentence, but for "JR.".
  if (line.back() == '.' && !line.ends_with("JR.")) return false;
  // "OSD FOR HALLORAN" says who is to see the telegram.
  for (const std::string_view joint : {" FOR ", " PASS ", " OF ", " THE ", " TO ", " WITH "}) {
    if (line.find(joint) != std::string_view::npos) return false;
  }
  int words = 1;
  for (const char c : line) {
    if (c == ' ') ++words;
    const bool name = ascii::is_alpha(c) || c == ' ' || c == '\'' || c == '-' || c == '.' ||
                      c == '/' || static_cast<unsigned char>(c) >= 0x80;
    if (!name) return false;
  }
  // A mixed-case word is a name only when it stands alone ("Russel"); headings have several.
  return words == 1 || (words <= 3 && is_capital_line(line));
}

}  // namespace cabled
