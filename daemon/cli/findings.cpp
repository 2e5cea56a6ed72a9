#include "daemon/cli/findings.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "parsers/model/utf8_text.h"

namespace cabled::cli {
namespace {

struct Face {
  std::string_view word;
  std::string_view color;
};

constexpr std::array<Face, 3> kFaces{
    {{"ok", "\x1b[32m"}, {"warning", "\x1b[33m"}, {"error", "\x1b[31m"}}};

const Face& face(Verdict verdict) { return kFaces.at(static_cast<std::size_t>(verdict)); }

void print_json(const Findings& findings) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Finding& finding : findings) {
    // Words may quote a file's own bytes.
    list.push_back({{"verdict", face(finding.verdict).word},
                    {"subject", Utf8Text::sanitized(finding.subject).str()},
                    {"words", Utf8Text::sanitized(finding.words).str()}});
  }
  std::cout << to_line({{"ok", !any_bad(findings)}, {"findings", list}}) << '\n';
}

}  // namespace

bool any_bad(const Findings& findings) {
  return std::ranges::any_of(findings, [](const Finding& f) { return f.verdict == Verdict::kBad; });
}

void print(const Findings& findings, Style style) {
  if (style == Style::kJson) return print_json(findings);
  const bool color = wants_color(STDOUT_FILENO);
  for (const Finding& finding : findings) {
    const Face& look = face(finding.verdict);
    std::cout << (color ? look.color : "") << fmt::format("{:<8}", look.word)
              << (color ? "\x1b[0m" : "") << printable_line(finding.subject + ": " + finding.words)
              << '\n';
  }
}

}  // namespace cabled::cli
