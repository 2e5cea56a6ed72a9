#include "parsers/locate/locate_cable.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "parsers/locate/cable_span.h"
#include "parsers/locate/clean_telegram.h"
#include "parsers/locate/cut_cable.h"
#include "parsers/locate/furniture.h"

namespace cabled {
namespace {

bool has_any(const KindSet& kinds, std::initializer_list<TelegramLine> wanted) {
  return std::ranges::any_of(
      wanted, [&](TelegramLine kind) { return kinds.test(static_cast<std::size_t>(kind)); });
}

/// Kinds of telegram line of which a page that only quotes a telegram shows fewer.
constexpr int kKindsOfATelegram = 4;

/// A head that says which telegram it is, and a body that says something from its beginning. A page
/// that quotes a few lines of a telegram has not both.
bool is_telegram(const CableSpan& span) {
  using Kind = TelegramLine;
  const bool header = has_any(span.kinds, {Kind::kTransmission, Kind::kDe, Kind::kDateTime,
                                           Kind::kPartialExtract, Kind::kFormNumber});
  const bool head =
      header || has_any(span.kinds, {Kind::kClassification, Kind::kOldPage, Kind::kPageMarker});
  const bool body = span.paragraphs > 0 ||
                    has_any(span.kinds, {Kind::kExecutiveOrder, Kind::kTags, Kind::kSubject,
                                         Kind::kClassifiedBy, Kind::kSipdis, Kind::kCancel});
  int kinds = 0;
  for (std::size_t kind = 0; kind < span.kinds.size(); ++kind) {
    const bool counted = telegram_strength(static_cast<Kind>(kind)) >= 2;
    kinds += span.kinds.test(kind) && counted ? 1 : 0;
  }
  return head && body && (header || span.has_first_paragraph || kinds >= kKindsOfATelegram);
}

/// 1 for a telegram with all its parts; each part that is missing takes a share.
double confidence_of(const CableSpan& span) {
  using Kind = TelegramLine;
  int tenths = 3;
  if (has_any(span.kinds,
              {Kind::kTransmission, Kind::kDe, Kind::kDateTime, Kind::kPartialExtract})) {
    tenths += 2;
  }
  if (has_any(span.kinds, {Kind::kClassification, Kind::kOldPage})) tenths += 2;
  if (has_any(span.kinds, {Kind::kTags, Kind::kExecutiveOrder})) tenths += 1;
  if (has_any(span.kinds, {Kind::kSubject})) tenths += 1;
  if (span.paragraphs > 0) tenths += 1;
  return tenths / 10.0;
}

/// Inline elements of page furniture ("Hide header" in a <span>) have no line of their own to be
/// judged by: they are taken out by their class alone, and the telegram must not shrink by it.
void add_inline_furniture(const JudgedPage& page, const CableSpan& span,
                          std::unordered_set<ElementNumber>& taken_out) {
  const auto& elements = page.layout.elements;
  for (std::size_t i = span.root + 1U; i < elements.size(); ++i) {
    const auto element = static_cast<ElementNumber>(i);
    if (!page.tree.contains(span.root, element)) break;
    if (!elements[i].block && !furniture_rule(elements[i]).empty()) taken_out.insert(element);
  }
}

CableSpan whole_region(const JudgedPage& page, const CableRegion& region) {
  CableSpan span{region.begin, std::min(region.end, page.lines.size()), 0, 0, 0, false, {}};
  for (std::size_t i = span.begin; i < span.end; ++i) {
    const TelegramLine kind = page.lines[i].telegram;
    span.strength += telegram_strength(kind);
    span.kinds.set(static_cast<std::size_t>(kind));
    if (const auto number = paragraph_number(page.lines[i].text)) {
      ++span.paragraphs;
      span.has_first_paragraph = span.has_first_paragraph || *number == 1;
    }
  }
  return span;
}

std::optional<LocatedCable> take_whole(const JudgedPage& page, const CableRegion& region) {
  const CableSpan span = whole_region(page, region);
  if (!is_telegram(span)) return std::nullopt;
  std::vector<std::string_view> lines;
  for (std::size_t i = span.begin; i < span.end; ++i) lines.push_back(page.lines[i].text);
  return LocatedCable{
      clean_telegram(std::move(lines)), {"profile/region", 1.0, {}}, {}, span.begin, span.end};
}

std::optional<CableRegion> region_of(const JudgedPage& page, RegionFinder find_region) {
  return find_region != nullptr ? find_region(page) : std::nullopt;
}

/// The page with the lines outside its region as if they stood in furniture.
JudgedPage within_region(JudgedPage page, const std::optional<CableRegion>& region) {
  if (!region) return page;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (i < region->begin || i >= region->end) page.lines[i].furniture = true;
  }
  return page;
}

LocatedCable finish(CutCable cut, const CableSpan& span) {
  LocatedCable located;
  located.text = clean_telegram(std::move(cut.lines));
  located.report = {"generic/span", confidence_of(span), std::move(cut.removed)};
  located.removals = std::move(cut.removals);
  located.first_line = span.begin;
  located.end_line = span.end;
  return located;
}

/// The telegram of the page laid out without `absent`; nothing when that lost telegram lines.
std::optional<LocatedCable> locate_without(const HtmlDocument& document, const JudgedPage& whole,
                                           const CableSpan& before, const CutCable& cut,
                                           const std::unordered_set<ElementNumber>& absent,
                                           RegionFinder find_region) {
  const Layout layout = lay_out(document, absent);
  JudgedPage judged = judge_page_again(layout, whole);
  const auto region = region_of(judged, find_region);
  const JudgedPage page = within_region(std::move(judged), region);
  const auto span = find_cable_span(page);
  if (!span || span->strength < before.strength || span->paragraphs < before.paragraphs) {
    return std::nullopt;
  }
  CutCable again = cut_cable(page, *span, absent);
  for (const auto& [rule, count] : cut.removed) again.removed[rule] += count;
  again.removals.insert(again.removals.begin(), cut.removals.begin(), cut.removals.end());
  return finish(std::move(again), *span);
}

std::optional<LocatedCable> locate_within(const JudgedPage& page, const HtmlDocument* document,
                                          RegionFinder find_region) {
  const auto span = find_cable_span(page);
  if (!span || !is_telegram(*span)) return std::nullopt;
  CutCable cut = cut_cable(page, *span);
  std::unordered_set<ElementNumber> absent = cut.taken_out;
  add_inline_furniture(page, *span, absent);
  if (document != nullptr && !absent.empty()) {
    if (auto again = locate_without(*document, page, *span, cut, absent, find_region)) {
      again->first_line = span->begin;
      again->end_line = span->end;
      return again;
    }
  }
  return finish(std::move(cut), *span);
}

}  // namespace

std::optional<LocatedCable> locate_next_cable(JudgedPage& page, std::size_t from) {
  const auto begins = [](const JudgedLine& line) { return is_header_kind(line.telegram); };
  if (from >= page.lines.size() ||
      std::none_of(page.lines.begin() + static_cast<std::ptrdiff_t>(from), page.lines.end(),
                   begins)) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < from; ++i) page.lines[i].furniture = true;
  return locate_within(page, nullptr, nullptr);
}

std::optional<LocatedCable> locate_cable(const JudgedPage& page, const HtmlDocument* document,
                                         RegionFinder find_region) {
  const auto region = region_of(page, find_region);
  if (region && region->whole) return take_whole(page, *region);
  if (region) return locate_within(within_region(page, region), document, find_region);
  return locate_within(page, document, nullptr);
}

}  // namespace cabled
