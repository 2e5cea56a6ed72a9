#include "daemon/cli/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "daemon/app/output.h"
#include "daemon/config/fault_lines.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "parsers/model/utf8_text.h"

namespace cabled::cli {
namespace {

struct Face {
  std::string_view word;
  Paint paint;
};

constexpr std::array<Face, 3> kFaces{
    {{"ok", Paint::kGreen}, {"warning", Paint::kYellow}, {"error", Paint::kRed}}};

const Face& face(Verdict verdict) { return kFaces.at(static_cast<std::size_t>(verdict)); }

void print_json(const Findings& findings) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Finding& finding : findings) {
    // Words may quote a file's own bytes.
    list.push_back({{"verdict", face(finding.verdict).word},
                    {"subject", Utf8Text::sanitized(finding.subject).str()},
                    {"words", Utf8Text::sanitized(finding.words).str()}});
  }
  output().json(to_line({{"ok", !any_bad(findings)}, {"findings", list}}));
}

}  // namespace

bool any_bad(const Findings& findings) {
  return std::ranges::any_of(findings, [](const Finding& f) { return f.verdict == Verdict::kBad; });
}

Findings bad_findings(const std::string& subject, std::string_view lines) {
  Findings findings;
  for (const std::string_view line : fault_lines(lines)) {
    findings.push_back({Verdict::kBad, subject, std::string(line)});
  }
  return findings;
}

void print(const Findings& findings, Style style) {
  if (style == Style::kJson) return print_json(findings);
  for (const Finding& finding : findings) {
    const Face& look = face(finding.verdict);
    output().painted(look.paint, fmt::format("{:<8}", look.word));
    output().text(printable_line(finding.subject + ": " + finding.words) + '\n');
  }
}

}  // namespace cabled::cli
