#include "parsers/profile/page_facts.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/profile/page_lookup.h"
#include "parsers/telegram/classifications.h"

namespace cabled {
namespace {

/// Written lines above a telegram that may hold its facts; a publisher's key and notice on how to
/// read cables stand between in some pages.
constexpr int kLinesAbove = 60;
constexpr std::size_t kLongestFact = 200;
/// A date alone is the telegram's when it stands directly above, or one line further up.
constexpr int kNearLines = 2;

struct FactLabel {
  std::string_view words;  ///< lower case
  FactKind kind;
};

using enum FactKind;

constexpr auto kLabels = std::to_array<FactLabel>({
    {"reference id", kId},
    {"cable reference id", kId},
    {"reference", kId},
    {"identifier", kId},
    {"canonical id", kId},
    {"refid", kId},
    {"ref id", kId},
    {"cable id", kId},
    {"cable", kId},
    {"mrn", kId},
    {"id", kId},
    {"created", kCreated},
    {"cable dated", kCreated},
    {"cable date", kCreated},
    {"cable time", kCreated},
    {"date of cable", kCreated},
    {"date", kDate},
    {"dated", kDate},
    {"released", kReleased},
    {"release date", kReleased},
    {"classification", kClassification},
    {"original classification", kClassification},
    {"origin", kOrigin},
    {"source", kOrigin},
    {"from", kOrigin},
    {"cable title", kTitle},
});

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.push_back(ascii::trim(line.substr(0, tab)));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

/// "#09LIMA12", "1975LIMA00012_b".
std::optional<std::string> whole_reference(std::string_view text) {
  text = ascii::trim(text);
  if (text.starts_with('#')) text.remove_prefix(1);
  if (text.size() > 2 && text[text.size() - 2] == '_') text.remove_suffix(2);
  const auto found = reference_in(text);
  return found && found->size() == text.size() ? found : std::nullopt;
}

/// Cables were published from this day on; a later date alone is the publisher's.
bool is_before_publication(const PageDate& date) {
  constexpr int kFirstDay = 20101128;
  return date.year * 10000 + date.month * 100 + date.day < kFirstDay;
}

bool is_origin(std::string_view text) {
  static constexpr auto kKinds = std::to_array<std::string_view>(
      {"embassy ", "consulate ", "mission ", "us mission ", "us interests section "});
  return std::ranges::any_of(
      kKinds, [text](std::string_view kind) { return ascii::istarts_with(text, kind); });
}

class FactReader {
 public:
  FactReader(const JudgedPage& page, std::size_t from, std::size_t telegram) : page_(page) {
    for (std::size_t i = std::min(telegram, page.lines.size());
         i-- > from && lines_.size() < static_cast<std::size_t>(kLinesAbove);) {
      if (!page.lines[i].blank) lines_.push_back(&page.lines[i]);
    }
    std::ranges::reverse(lines_);
  }

  PageFacts read() {
    for (at_ = 0; at_ < lines_.size(); ++at_) {
      if (lines_[at_]->text.size() <= kLongestFact) take_line(*lines_[at_]);
    }
    choose_date();
    return std::move(facts_);
  }

 private:
  /// "Reference: 09LIMA12 | Date: …": several facts on one line.
  void take_line(const JudgedLine& line) {
    constexpr std::string_view kBar = " | ";
    std::string_view rest = ascii::trim(line.text);
    while (true) {
      const std::size_t bar = rest.find(kBar);
      take_part(line, ascii::trim(rest.substr(0, bar)));
      if (bar == std::string_view::npos) return;
      rest.remove_prefix(bar + kBar.size());
    }
  }

  void take_part(const JudgedLine& line, std::string_view text) {
    if (text.find('\t') != std::string_view::npos) {
      const std::vector<std::string_view> cells = cells_of(text);
      return cells.size() > 2 ? take_table(cells) : take_labelled(cells[0], cells[1]);
    }
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
      take_labelled(text.substr(0, colon), text.substr(colon + 1));
    } else {
      take_labelled(text, "");
    }
    const bool heads = is_heading_line(page_, line) || line.page == PageLine::kIntroduction;
    if (heads || ascii::istarts_with(text, "cable reference id"))
      std::ranges::move(references_in_words(text), std::back_inserter(facts_.ids));
    take_bare(text);
  }

  /// Names of columns, with the row of values below them.
  void take_table(const std::vector<std::string_view>& names) {
    const auto known = std::ranges::count_if(
        names, [](std::string_view name) { return fact_kind(name).has_value(); });
    if (known < 2 || at_ + 1 == lines_.size()) return;
    const std::vector<std::string_view> values = cells_of(lines_[++at_]->text);
    for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i) {
      if (const auto kind = fact_kind(names[i])) take(*kind, values[i]);
    }
  }

  /// A label's value stands behind it, or on the line below.
  void take_labelled(std::string_view label, std::string_view value) {
    const auto kind = fact_kind(label);
    if (!kind) return;
    value = ascii::trim(value);
    if (value.empty() && at_ + 1 < lines_.size()) value = ascii::trim(lines_[at_ + 1]->text);
    if (value.size() <= kLongestFact) take(*kind, value);
  }

  void take(FactKind kind, std::string_view value) {
    if (value.empty()) return;
    if (auto id = whole_reference(value)) {
      if (kind != kTitle) facts_.ids.push_back(std::move(*id));
      return;
    }
    switch (kind) {
      case kId:
        return;
      case kCreated:
        return take_date(value, created_);
      case kDate:
        return take_date(value, dated_);
      case kReleased:
        if (read_page_date(value)) facts_.released = value;
        return;
      case kClassification:
        if (read_level(ascii::upper(value), Strictness::kTolerant)) facts_.classification = value;
        return;
      case kOrigin:
        if (!facts_.origin) facts_.origin = value;
        return;
      case kTitle:
        facts_.title = value;
    }
  }

  using Dated = std::optional<std::pair<std::string, PageDate>>;

  static void take_date(std::string_view value, Dated& into) {
    if (const auto date = read_page_date(value)) into.emplace(value, *date);
  }

  void take_bare(std::string_view text) {
    if (auto id = whole_reference(text)) {
      facts_.ids.push_back(std::move(*id));
    } else if (const auto date = read_page_date(text); date && is_before_publication(*date)) {
      bare_.emplace(text, *date);
      bare_at_ = at_;
    } else if (is_origin(text) && !facts_.origin) {
      facts_.origin = text;
    } else if (const auto level = read_level(text, Strictness::kStrict);
               level && ascii::trim(level->rest).empty()) {
      facts_.classification = text;
    }
  }

  /// What is called the date of creation before a date among other facts of a cable, and this
  /// before one that stands alone above the telegram.
  void choose_date() {
    const bool has_company = !facts_.ids.empty() || (facts_.classification && facts_.origin);
    const bool is_near = bare_ && lines_.size() - bare_at_ <= static_cast<std::size_t>(kNearLines);
    Dated chosen = created_;
    if (!chosen && has_company) chosen = dated_;
    if (!chosen && (has_company || is_near)) chosen = bare_;
    if (!chosen) return;
    facts_.created = std::move(chosen->first);
    facts_.sent = chosen->second;
  }

  const JudgedPage& page_;
  std::vector<const JudgedLine*> lines_;  ///< the written ones above the telegram
  std::size_t at_ = 0;
  PageFacts facts_;
  Dated created_;
  Dated dated_;
  Dated bare_;
  std::size_t bare_at_ = 0;
};

}  // namespace

std::optional<FactKind> fact_kind(std::string_view label) {
  label = ascii::trim(label);
  while (label.ends_with(':')) label = ascii::trim(label.substr(0, label.size() - 1));
  const auto* found = std::ranges::find_if(
      kLabels, [label](const FactLabel& known) { return ascii::iequals(label, known.words); });
  return found == kLabels.end() ? std::nullopt : std::optional(found->kind);
}

std::vector<std::string> references_in_words(std::string_view text) {
  std::vector<std::string> references;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \t\n,:;()[]|", at), text.size());
    if (auto id = whole_reference(text.substr(at, end - at))) references.push_back(std::move(*id));
    at = end + 1;
  }
  return references;
}

PageFacts read_page_facts(const JudgedPage& page, std::size_t from, std::size_t telegram) {
  return FactReader(page, from, telegram).read();
}

}  // namespace cabled
