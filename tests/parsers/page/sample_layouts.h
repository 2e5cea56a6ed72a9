#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/parsers/page/sample_telegram.h"

namespace cabled::test {

/// What pages put around and into the telegrams they republish.
inline constexpr std::string_view kAd =
    "<div class='ad-slot'><p>Advertisement - scroll to continue reading</p></div>"
    "<div class='newsletter'><p><b>Are you getting our free newsletter?</b></p><p>Subscribe to The "
    "Packet, our free weekly newsletter sent to your inbox.</p></div>";
inline constexpr std::string_view kSidebar =
    "<div class='headlines'><h3>World Headlines</h3><div class='item'><h4><a href='/1'>Cablegate: "
    "Envoy Reassures Minister</a></h4><p>In a cable the ambassador reports that the minister "
    "denied "
    "any intention of selling the harbor... <a href='/1'>More&gt;&gt;</a></p></div></div>";
inline constexpr std::string_view kTeaserBox =
    "<div class='inline-story'><h4>Harbor strike</h4><p>Dock workers in the capital voted by a "
    "narrow margin to return to work on Monday, ending a stoppage of nine days.</p></div>";
inline constexpr std::string_view kLinkBox =
    "<div><h4>Also on this site</h4><ul><li><a href='/2'>Cablegate: The Minister Asks For Time</a>"
    "</li><li><a href='/3'>Full coverage of the cables</a></li></ul></div>";
inline constexpr std::string_view kComments =
    "<div id='comments'><h3>18 Comments</h3><div class='comment'><cite>mira</cite><p>Does anybody "
    "know whether the second section was ever released?</p><a href='#'>Reply</a></div></div>";
inline constexpr std::string_view kFooter =
    "<p>&copy; Courier Media</p><div class='share'><a href='#'>Share on Facebook</a> <a href='#'>"
    "Print</a></div>";
inline constexpr std::string_view kKeyBlock =
    "<div class='overlay'><pre>-----BEGIN PGP PUBLIC KEY BLOCK-----\nmQINBFBBBB\n-----END PGP "
    "PUBLIC "
    "KEY BLOCK-----</pre><p>Key fingerprint = 0000 1111 2222</p></div>";

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
/// each paragraph, and what `insert` gives before it.
struct Markup {
  std::string open;
  std::string line_end;
  std::string close;
  std::function<std::string(std::size_t)> insert = [](std::size_t) { return std::string(); };

  std::string write(const Telegram& telegram) const {
    std::string out;
    for (std::size_t i = 0; i < telegram.size(); ++i) {
      out += insert(i) + open;
      for (std::size_t j = 0; j < telegram[i].size(); ++j) {
        out += (j == 0 ? "" : line_end) + keep_columns(telegram[i][j]);
      }
      out += close;
    }
    return out;
  }
};

inline std::function<std::string(std::size_t)> at(std::vector<std::size_t> places,
                                                  std::string_view what) {
  return [places = std::move(places), what = std::string(what)](std::size_t i) {
    for (const std::size_t place : places) {
      if (place == i) return what;
    }
    return std::string();
  };
}

inline std::string page_of(std::string_view body) {
  return "<!DOCTYPE html><html><head><title>Cablegate: Druma | Courier</title></head><body>"
         "<ul class='menu'><li><a href='/a'>Parliament</a></li></ul>" +
         std::string(body) +
         "<div id='footer'><p>&copy; Courier Media</p><p>Home | About | "
         "Contact</p></div></body></html>";
}

inline const std::string kTitle =
    "<h1>Cablegate: Druma: Harbormaster Weighs</h1><p class='pub'>Published: Wed 14 Feb 2007</p>";

/// One way to lay out a page with a telegram.
struct SampleLayout {
  std::string name;
  std::function<std::string(const Telegram&)> page;
};

std::vector<SampleLayout> sample_layouts();

}  // namespace cabled::test
