#pragma once

#include <string_view>

namespace cabled {

/// What the words of a signature look like, wherever they stand.

/// Whether `text` is a word that ends texts and is nobody's name: "COMMENT", "End Text", "NNNN".
bool is_no_name(std::string_view text);

/// "SAMPLE", "DE LA SAMPLE", "SAMPLE/EXAMPLE": capitals that may be a signer's name.
bool may_be_signer(std::string_view text);

/// "Sample", "McExample", "O'Hollin", "Smith-Jones", "Yu".
bool is_written_word(std::string_view word);

/// "van Voorst", "Russel", "De la Sample": particles and one word. A few telegrams were not signed
/// in capitals (9.5 %, some posts for years).
bool is_written_name(std::string_view name);

/// `text` without the words of end marks before and behind a name: "END TEXT EXAMPLE", "EXAMPLE
/// UNQUOTE".
std::string_view without_end_words(std::string_view text);

/// "SAMPLE SAMPLE", "EXAMPLE UNQUOTE EXAMPLE", "VAN SAMPLE VAN SAMPLE": one person.
std::string_view once(std::string_view name);

}  // namespace cabled
