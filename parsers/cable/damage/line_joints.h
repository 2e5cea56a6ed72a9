#pragma once

#include <string_view>

namespace cabled {

/// What the ends and starts of lines tell of the sentence that runs over them.

std::string_view last_word(std::string_view line);
std::string_view first_word_of(std::string_view line);

/// Whether an address of the web or of mail stands in `line`, which no typist breaks.
bool has_address(std::string_view line);

/// Whether words of `line` are blacked out, with letters X.
bool is_blacked_out(std::string_view line);

/// "END SUMMARY", "End Note": its full stop is often left out.
bool ends_with_end_mark(std::string_view line);

/// Whether `line` ends with a word that leaves its sentence open.
bool is_open(std::string_view line);

/// Whether the sentence of `above` goes on in `below`: below stands a small letter, or all is in
/// capitals, and above nothing that ends a sentence.
bool may_go_on(std::string_view above, std::string_view below);

bool is_blank_row(std::string_view line);

/// Whether a blank is doubled amid the words of `line`.
bool has_doubled_blank(std::string_view line);

}  // namespace cabled
