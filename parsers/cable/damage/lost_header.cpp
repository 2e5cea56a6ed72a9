#include "parsers/cable/damage/lost_header.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/telegram/body_start.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;
using Kind = TelegramLine;

/// "WASHDC 8009UNCLAS LIMA 000123": a level that ends a word, wherever its line break is lost.
bool holds_level(std::string_view line) {
  constexpr std::array kLevels = {"UNCLAS"sv,    "UNCLASSIFIED"sv, "CONFIDENTIAL"sv,
                                  "SECRET"sv,    "U N C L A S"sv,  "N F I D E N T I A L"sv,
                                  "E C R E T"sv, "OFFICIAL USE"sv};
  return std::ranges::any_of(kLevels, [line](std::string_view level) {
    const std::size_t at = line.find(level);
    if (at == std::string_view::npos) return false;
    const std::string_view rest = line.substr(at + level.size());
    return rest.empty() || !ascii::is_alpha(rest.front());
  });
}

/// How many lines stand above a body whose paragraphs have no numbers; 0 where none is seen.
std::size_t lines_above_body(std::string_view text) {
  const std::size_t body = find_body_start(text);
  if (body == std::string_view::npos) return 0;
  return static_cast<std::size_t>(std::ranges::count(text.substr(0, body), '\n'));
}

/// Which kinds of line stand above the first paragraph.
class HeaderKinds {
 public:
  explicit HeaderKinds(const CleanText& clean) {
    const std::vector<std::string_view> lines = split_lines(clean.text);
    const auto first = std::ranges::find_if(clean.lines, &LineReport::begins_paragraph);
    const std::size_t head =
        first == clean.lines.end() ? lines_above_body(clean.text) : first->clean_line;
    if (head == 0 && first == clean.lines.end()) return;
    has_body_ = true;
    for (std::size_t at = 0; at < head && at < lines.size(); ++at) {
      names_a_level_ = names_a_level_ || holds_level(lines[at]);
      kinds_.set(static_cast<std::size_t>(classify_telegram_line(lines[at])));
    }
  }

  bool has_body() const noexcept { return has_body_; }
  bool has(Kind kind) const noexcept { return kinds_.test(static_cast<std::size_t>(kind)); }

  /// Whether a level of classification stands there, in a line of its own or glued to another.
  bool names_a_level() const noexcept { return names_a_level_; }

 private:
  std::bitset<64> kinds_;
  bool has_body_ = false;
  bool names_a_level_ = false;
};

// Addressees alone are too easily taken out of prose.
bool is_sent(const Cable& cable, const HeaderKinds& kinds) {
  return cable.dtg || kinds.has(Kind::kDateTime) || kinds.has(Kind::kTransmission) ||
         kinds.has(Kind::kRouting) || kinds.has(Kind::kDe) || kinds.has(Kind::kSecurity);
}

void add_transmission(std::string& missing, const Cable& cable, const HeaderKinds& kinds) {
  const bool group = cable.dtg || kinds.has(Kind::kDateTime);
  const bool from = cable.from || kinds.has(Kind::kFrom);
  const bool to = !cable.to.empty() || kinds.has(Kind::kTo);
  if (!is_sent(cable, kinds)) return;
  if (!group) missing += ", the date-time group";
  if (!from) missing += ", FM";
  if (!to) missing += ", TO";
}

void add_head_of_body(std::string& missing, const Cable& cable, const HeaderKinds& kinds) {
  const bool order = cable.executive_order || kinds.has(Kind::kExecutiveOrder);
  const bool tags = !cable.tags.empty() || kinds.has(Kind::kTags);
  const bool subject = cable.subject || kinds.has(Kind::kSubject);
  const int below = (kinds.has(Kind::kSipdis) ? 1 : 0) + (order ? 1 : 0) + (tags ? 1 : 0);
  const bool classified = cable.classification || kinds.names_a_level() ||
                          kinds.has(Kind::kClassification) ||
                          kinds.has(Kind::kClassificationAlone) || kinds.has(Kind::kOldPage);
  if (!classified && (is_sent(cable, kinds) || (subject && below >= 2)))
    missing += ", the classification";
  if (order && subject && !tags) missing += ", TAGS";
}

}  // namespace

std::vector<Damage> find_lost_header(const Cable& cable, const CleanText& clean) {
  const HeaderKinds kinds(clean);
  if (!kinds.has_body()) return {};
  std::string missing;
  add_transmission(missing, cable, kinds);
  add_head_of_body(missing, cable, kinds);
  if (missing.empty()) return {};
  return {{DamageKind::kMissingHeader, "header", "lines are missing: " + missing.substr(2)}};
}

}  // namespace cabled
