#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dedup/change_kind.h"
#include "parsers/dedup/sequence_diff.h"

namespace cabled {

/// A word of a text that is set beside another, and the line breaks before it.
struct ComparedWord {
  std::string_view text;   ///< of the text that it was read from
  std::size_t breaks = 0;  ///< 0, 1 or 2
  std::size_t line = 0;    ///< from 0
};
using ComparedWords = std::span<const ComparedWord>;

std::vector<ComparedWord> compared_words(std::string_view text);

/// What makes `now` of `old`. Capitals and the lengths of blacked-out passages count for nothing.
std::vector<SequenceEdit> diff_words(ComparedWords old, ComparedWords now);

/// What an edit comes to.
TextChangeKind kind_of_edit(const SequenceEdit& edit, ComparedWords old, ComparedWords now);

/// What stands between a word and the one before it.
std::string_view break_before(const ComparedWord& word);

}  // namespace cabled
