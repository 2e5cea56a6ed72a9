#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tests/parsers/page/sample_telegram.h"

namespace cabled::test {

inline std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

/// Blanks that flow text would fold, made no-break blanks.
inline std::string keep_columns(std::string_view text) {
  std::string out;
  bool blank = true;
  for (const char c : escape(text)) {
    if (c == ' ' && blank) {
      out += "&nbsp;";
    } else {
      out += c;
    }
    blank = c == ' ';
  }
  return out;
}

/// Writes the paragraphs one after the other: `line_end` between lines, `open` and `close` around
/// each paragraph.
struct Markup {
  std::string open;
  std::string line_end;
  std::string close;

  std::string write(const Telegram& telegram) const {
    std::string out;
    for (const auto& paragraph : telegram) {
      out += open;
      for (std::size_t i = 0; i < paragraph.size(); ++i) {
        out += (i == 0 ? "" : line_end) + keep_columns(paragraph[i]);
      }
      out += close;
    }
    return out;
  }
};

inline std::string page_of(std::string_view body) {
  return "<!DOCTYPE html><html><head><title>Cablegate: Druma | Courier</title></head><body>"
         "<ul class='menu'><li><a href='/a'>Parliament</a></li></ul>" +
         std::string(body) +
         "<div id='footer'><p>&copy; Courier Media</p><p>Home | About | "
         "Contact</p></div></body></html>";
}

}  // namespace cabled::test
