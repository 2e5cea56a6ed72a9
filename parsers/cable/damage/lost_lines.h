#pragma once

#include <vector>

#include "parsers/cable/body/clean_text.h"
#include "parsers/model/cable.h"

namespace cabled {

/// Lines that are missing amid the numbered paragraphs, and sentences that break off at the end of
/// a paragraph or of the text.
///
/// Amid a paragraph a break between two lines speaks for a third: where the telegram was typed by a
/// machine, each line but the last of a paragraph being full, a line is short although the word
/// below had room on it (of 44 real telegrams, 43 have no such break but by a column); or no
/// sentence has the two words in this order.
std::vector<Damage> find_lost_lines(const Cable& cable, const CleanText& clean);

}  // namespace cabled
