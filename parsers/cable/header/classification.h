#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// The first line of a telegram's text: "C O N F I D E N T I A L SECTION 01 OF 02 MANAMA 000492".
struct ClassificationLine {
  std::string level;                  ///< "CONFIDENTIAL"
  std::vector<std::string> captions;  ///< those within the line: "EFTO", "NOFORN", "FOUO"
  std::optional<int> section;
  std::optional<int> sections;
  std::string station;         ///< letters alone, as the line has it; empty when it has none
  std::string swallowed;       ///< damaged words before it that are part of the published id
  std::optional<long> serial;  ///< absent too when its digits are damaged
  std::size_t serial_digits = 0;
  bool damaged = false;   ///< the serial is there, and unreadable
  std::string_view rest;  ///< what follows on the same line
};

/// Reads the line (upper case) when it begins with a classification in any spelling.
std::optional<ClassificationLine> read_classification_line(std::string_view line);

/// Whether `line` is one with a station and a number after it, and not a sentence or a name.
bool is_numbered_classification(std::string_view line);

/// Whether it has a section mark or a station of the table: no sentence has.
bool is_surely_classification(const ClassificationLine& line);

/// The level in the publisher's words, with what the captions add: "SECRET//NOFORN",
/// "UNCLASSIFIED//FOR OFFICIAL USE ONLY". Unclassified telegrams that are SENSITIVE or EFTO are for
/// official use only (all 42 of a sample of published pages agree).
std::string published_classification(const std::string& level,
                                     const std::vector<std::string>& captions);

}  // namespace cabled
