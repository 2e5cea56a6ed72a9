#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled::test {

/// An invented telegram as paragraphs of lines; a blank line stands between two paragraphs.
using Telegram = std::vector<std::vector<std::string>>;

/// A telegram of 2007 with routing lines, captions, a table, a page marker, a signature.
inline Telegram modern_telegram() {
  return {
      {"VZCZCXRO4417", "PP RUEHAG RUEHROV", "DE RUEHCK #0318/01 0451512", "ZNY CCCCC ZZH",
       "P 140312Z FEB 07", "FM AMEMBASSY CARRICK", "TO RUEHC/SECSTATE WASHDC PRIORITY 2624",
       "INFO RHEHNSC/NSC WASHDC PRIORITY 3635", "RUEHKB/AMEMBASSY KESTREL BAY PRIORITY 3944",
       "RHMFIUU/HQ USPACOM HONOLULU HI PRIORITY 6005"},
      {"C O N F I D E N T I A L SECTION 01 OF 02 CARRICK 000318"},
      {"SIPDIS"},
      {"STATE FOR EUR/RPM AND INR", "NSC FOR DIRECTOR HALLORAN"},
      {"E.O. 12958: DECL: 02/14/2017", "TAGS: PREL, EFIS, DR",
       "SUBJECT: DRUMA: HARBORMASTER WEIGHS A SECOND LIGHTHOUSE", "FOR THE OUTER SHOAL"},
      {"REF: A. 06 CARRICK 1822", "     B. STATE 015577"},
      {"Classified By: DCM Ellen Hargreave, Reasons 1.4 (b) and (d)."},
      {"Nobody Wants the Bill"},
      {"1. (C) The harbormaster told Econoff on February 12 that the",
       "outer shoal had claimed four trawlers since the summer and that",
       "the insurers had begun to ask who owned the light."},
      {"-- a second lamp, paid for by the fleet; and"},
      {"-- no public statement before the season ends."},
      {"CARRICK 00000318 002 OF 002"},
      {"2. (C) His deputy was more precise. The lamp costs 40,000 crowns",
       "and the road to it costs nine times as much."},
      {"District          Eligible     Voted     Pct",
       "-----------------------------------------------",
       "Upper Druma         18,204    11,377    62.5"},
      {"COMMENT", "-------"},
      {"3. (C) We expect the lamp to be built, lit once for the", "photographers, and forgotten."},
      {"The deputy asked us not to quote him on the road, and then gave",
       "the same figures to the radio."},
      {"HARGREAVE"},
      {"NNNN"}};
}

/// The text that `telegram` must give.
inline std::string clean_text(const Telegram& telegram) {
  std::string text;
  for (const auto& paragraph : telegram) {
    if (!text.empty()) text += '\n';
    for (const std::string& line : paragraph) text += line + '\n';
  }
  return text;
}

/// The written lines of a text, runs of blanks made one: what must be equal whatever the markup did
/// to blank lines and columns.
inline std::vector<std::string> written_lines(std::string_view text) {
  std::vector<std::string> lines;
  std::string line;
  for (const char c : std::string(text) + '\n') {
    if (c != '\n') {
      const bool blank = c == ' ' || c == '\t';
      if (!blank) line += c;
      if (blank && !line.empty() && line.back() != ' ') line += ' ';
      continue;
    }
    if (line.ends_with(' ')) line.pop_back();
    if (!line.empty()) lines.push_back(line);
    line.clear();
  }
  return lines;
}

}  // namespace cabled::test
