#pragma once

#include <string>
#include <vector>

namespace cabled::cli {

enum class Verdict { kGood, kWarning, kBad };

/// One thing that `check` or `doctor` looked at.
struct Finding {
  Verdict verdict;
  std::string subject;
  std::string words;
};

using Findings = std::vector<Finding>;

bool any_bad(const Findings& findings);

enum class Style { kText, kJson };

/// Prints a line a finding, or one object: `ok`, `findings` [{`verdict`, `subject`, `words`}].
void print(const Findings& findings, Style style);

}  // namespace cabled::cli
