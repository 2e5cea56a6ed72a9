#pragma once

#include <string_view>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// Whether a line is a rule: nothing but three or more of - = _ * ~ and blanks.
bool is_rule_line(std::string_view line) noexcept;

/// Whether a line ends a telegram: NNNN, or a row of marks that says "CABLE ENDS".
bool is_end_mark(std::string_view line) noexcept;

/// Whether a line is a note that archives and drafters put below the signature, or an end mark.
/// Strict: one that nothing else is taken for; tolerant, where a signature is looked for from the
/// end of a text upwards: also "Visit …", a web address, the mark of a further section.
bool is_below_signature(std::string_view line, Strictness strictness);

}  // namespace cabled
