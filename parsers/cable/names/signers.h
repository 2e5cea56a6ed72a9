#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// Who signed a telegram, and where the text before the signature ends.
struct Signature {
  std::vector<std::string> signers;  ///< "ROOS", "DE PREE"
  std::size_t begin;                 ///< what follows is signature and end marks
};

/// Reads the signature: the last line, a surname in capitals, before whatever marks the end
/// ("NNNN", a classification, asterisks, notes of the communications centre); in old telegrams
/// also the last word after the last sentence.
Signature read_signature(std::string_view body);

/// The same where no marks of pages and ends are left: the last line, or none. A line amid a text
/// that was cut is no name, so that a sentence has ended above it or a blank line stands there.
Signature read_last_line_signature(std::string_view body);

}  // namespace cabled
