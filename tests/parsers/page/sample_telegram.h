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

/// A telegram of 1975, all capitals, with its classification at the head and foot of its pages.
inline Telegram old_telegram() {
  return {{"LIMITED OFFICIAL USE"},
          {"PAGE 01        CARRIC 03318  111102Z"},
          {"44", "ACTION EB-07"},
          {"INFO OCT-01 NEA-10 ISO-00 AGR-05 AID-05 CIAE-00 COME-00",
           "     INR-07 NSAE-00 OMB-01 TRSE-00 SS-15 L-03 /054 W"},
          {"R 111015Z NOV 75", "FM AMEMBASSY CARRICK", "TO SECSTATE WASHDC 6120",
           "INFO AMEMBASSY KESTREL BAY"},
          {"LIMITED OFFICIAL USE CARRICK 3318"},
          {"E.O. 11652: N/A", "TAGS: EAID, DR", "SUBJ: REQUEST FOR SEED POTATOES"},
          {"1. MINISTER ASKED FOR SIX HUNDRED TONS SEED POTATOES, DELIVERY",
           "NOT LATER THAN MARCH, AND FOR SOMEBODY WHO KNOWS THEM."},
          {"LIMITED OFFICIAL USE"},
          {"LIMITED OFFICIAL USE"},
          {"PAGE 02        CARRIC 03318  111102Z"},
          {"2. EMBASSY RECOMMENDS FOUR HUNDRED. WINTHROP"},
          {"LIMITED OFFICIAL USE"}};
}

/// A telegram without header and without signature, as most before 2005 are published.
inline Telegram partial_telegram() {
  return {{"This record is a partial extract of the original cable. The full text of the original "
           "cable is not available."},
          {"UNCLAS CARRICK 000412"},
          {"SIPDIS"},
          {"E.O. 12958: N/A", "TAGS: SENV, DR", "SUBJECT: GULLS"},
          {"1. Gulls have left the harbor, which the fishermen take for a",
           "sign and the ministry for a saving."},
          {"2. The ministry will count them again in the spring."}};
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
