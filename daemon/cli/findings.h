#pragma once

#include <string>
#include <string_view>
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

/// A finding for each line of a message that tells several faults.
Findings bad_findings(const std::string& subject, std::string_view lines);

enum class Style { kText, kJson };

/// Prints a line a finding, or one object: `ok`, `findings` [{`verdict`, `subject`, `words`}].
void print(const Findings& findings, Style style);

}  // namespace cabled::cli
