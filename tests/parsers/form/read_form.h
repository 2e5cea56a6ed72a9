#pragma once

#include <string>
#include <utility>
#include <variant>

#include "parsers/page/read_page.h"

namespace cabled::test {

/// A telegram whose fields the forms are tried on.
inline const std::string kHarborHeader =
    "VZCZCXRO4417\nPP RUEHAG\nDE RUEHKB #0318/01 0451512\nZNY CCCCC ZZH\nP 140312Z FEB 07\n"
    "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC PRIORITY 2624\n"
    "INFO RUEHQT/AMEMBASSY QUITO 3944\n";
inline const std::string kHarborBody =
    "C O N F I D E N T I A L LIMA 000318\n\nSIPDIS\n\nE.O. 12958: DECL: 02/14/2017\n"
    "TAGS: PREL, EFIS, PE\nSUBJECT: HARBORMASTER WEIGHS A SECOND LIGHTHOUSE\n\n"
    "REF: 06 LIMA 1822\n\nClassified By: DCM Ellen Hargreave, Reasons 1.4 (b) and (d).\n\n"
    "1. (C) Summary: The outer shoal had claimed four trawlers since\nthe summer. End summary.\n\n"
    "2. (C) The lamp costs 40,000 crowns, said the deputy, and the\nroad nine times as much.\n"
    "HARGREAVE\n";

inline PageReading read_form(std::string bytes, std::string type = "text/plain") {
  return read_page({std::move(bytes), "", std::move(type)});
}

/// The first cable of a page; an empty one when there is none.
inline Cable cable_of(std::string bytes, std::string type = "text/plain") {
  PageReading reading = read_form(std::move(bytes), std::move(type));
  Cable* const cable = std::get_if<Cable>(&reading.outcome);
  return cable == nullptr ? Cable() : std::move(*cable);
}

/// `text` with `before` at the front of each line.
inline std::string with_each_line(const std::string& text, const std::string& before) {
  std::string out = before;
  for (const char c : text.substr(0, text.size() - 1)) {
    out += c;
    if (c == '\n') out += before;
  }
  return out + '\n';
}

}  // namespace cabled::test
