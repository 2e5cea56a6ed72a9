#include "parsers/page/read_page.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/cable/archive_fields.h"
#include "parsers/cable/read_cable.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/form/data_document.h"
#include "parsers/form/page_date.h"
#include "parsers/form/undress.h"
#include "parsers/html/charset.h"
#include "parsers/html/layout.h"
#include "parsers/locate/archive_record.h"
#include "parsers/locate/glued_row.h"
#include "parsers/locate/locate_cable.h"
#include "parsers/locate/plain_text.h"
#include "parsers/page/complete_from_page.h"
#include "parsers/page/content_kind.h"
#include "parsers/page/page_title.h"
#include "parsers/page/verdict.h"
#include "parsers/profile/page_facts.h"
#include "parsers/profile/page_lookup.h"
#include "parsers/profile/site_profile.h"

namespace cabled {
namespace {

const SiteProfile* choose_profile(const PageView& view, const PageReaderOptions& options) {
  if (options.profiles == Profiles::kIgnore) return nullptr;
  if (options.profile) {
    if (const SiteProfile* profile = find_profile(*options.profile)) return profile;
  }
  const auto profiles = site_profiles();
  const auto found =
      std::ranges::find_if(profiles, [&](const SiteProfile& p) { return p.recognizes(view); });
  return found == profiles.end() ? nullptr : &*found;
}

void add_candidate(CableHints& hints, const std::string& text) {
  if (auto id = canonical_id(text)) hints.candidates.push_back(std::move(*id));
}

CableHints hints_for(const Page& page, const PageDescription& page_says,
                     const PageReaderOptions& options) {
  CableHints hints{options.mrn, {}, page.url, page_says.dated};
  if (!hints.mrn && page_says.reference) {
    if (auto id = canonical_id(*page_says.reference)) hints.mrn = std::move(*id);
  }
  // "/view?id=09LIMA12": to be believed where the telegram's own number agrees.
  if (const auto in_url = reference_in(page.url)) add_candidate(hints, *in_url);
  return hints;
}

/// What a row of a database says goes before what the page's other lines say.
void add_record(PageFacts& facts, const RecordFacts& record) {
  if (record.id) facts.ids.insert(facts.ids.begin(), *record.id);
  if (record.origin) facts.origin = record.origin;
  if (record.classification) facts.classification = record.classification;
  if (!record.created) return;
  facts.created = record.created;
  facts.sent = read_page_date(*record.created);
}

/// What the profile knows goes before what any page's lines say.
void add_description(PageFacts& facts, const PageDescription& page_says) {
  if (page_says.reference) facts.ids.insert(facts.ids.begin(), *page_says.reference);
  if (!page_says.created) return;
  facts.created = page_says.created;
  facts.sent = read_page_date(*page_says.created);
}

bool is_of(const RecordFacts& record, const Cable& cable) {
  if (!record.id || !cable.id) return false;
  const auto id = canonical_id(*record.id);
  return id && *id == *cable.id;
}

/// Of several rows the one that has the cable's id is its own.
void add_own_record(PageFacts& facts, const std::vector<RecordFacts>& records, const Cable& cable) {
  const auto own = std::ranges::find_if(
      records, [&](const RecordFacts& record) { return is_of(record, cable); });
  if (records.size() > 1 && own != records.end()) add_record(facts, *own);
}

/// Fields are read in capitals; the text stays as it was published.
void restore_small_letters(Cable& cable, const Undressed& undressed) {
  if (!undressed.small_letters) return;
  cable.text = with_small_letters(cable.text, *undressed.small_letters);
  cable.clean_text = with_small_letters(cable.clean_text, *undressed.small_letters);
}

Cable make_cable(LocatedCable&& located, const PageDescription& page_says, PageFacts&& facts,
                 const std::vector<RecordFacts>& records, CableHints hints) {
  if (records.size() == 1) add_record(facts, records.front());
  if (facts.sent) hints.dated = std::to_string(facts.sent->year);
  for (const RecordFacts& record : records) {
    if (record.id) add_candidate(hints, *record.id);
  }
  for (const std::string& text : facts.ids) add_candidate(hints, text);
  Cable cable = read_cable(located.text, hints);
  cable.source = page_says.source;
  cable.media = page_says.media;
  cable.locator = std::move(located.report);
  add_own_record(facts, records, cable);
  complete_from_page(cable, std::move(facts));
  return cable;
}

/// What is known of a record besides its text; all that is known where the text is lost.
Cable make_record(ArchiveRecord&& record, const Page& page, const PageReaderOptions& options) {
  CableHints hints{options.mrn, {}, page.url, std::nullopt};
  if (!hints.mrn) hints.mrn = id_of_record(record.attributes);
  Cable cable = read_cable(record.located.text, hints);
  cable.text_lost = cable.text.empty();
  cable.withdrawn = record.withdrawn;
  fill_from_record(cable, record.attributes);
  cable.attributes = std::move(record.attributes);
  if (!page.url.empty()) cable.source.url = page.url;
  cable.locator = std::move(record.located.report);
  return cable;
}

/// The telegram where the profile says it is; else, as when a site has changed, wherever it is.
std::optional<LocatedCable> locate(const PageView& view, const HtmlDocument* document,
                                   const SiteProfile* profile) {
  if (profile != nullptr && profile->find_region != nullptr) {
    if (auto located = locate_cable(view.page, document, profile->find_region)) return located;
  }
  return locate_cable(view.page, document);
}

/// Telegrams that a page may hold beside its first.
constexpr std::size_t kMostFurther = 200;

bool is_known(const Cable& cable, const Cable& first, const std::vector<Cable>& further) {
  const auto same = [&](const Cable& known) {
    return (cable.id && known.id == cable.id) || known.text == cable.text ||
           (!cable.id && known.station == cable.station && known.serial == cable.serial);
  };
  return same(first) || std::ranges::any_of(further, same);
}

/// The telegrams below the first: each with the facts between it and the one above. A second copy
/// of one is passed over.
std::vector<Cable> read_further(JudgedPage& judged, std::size_t from,
                                const std::vector<RecordFacts>& records, const Cable& first) {
  std::vector<Cable> further;
  PageDescription page_says;
  page_says.source.url = first.source.url;
  page_says.source.profile = first.source.profile;
  while (further.size() < kMostFurther) {
    auto located = locate_next_cable(judged, from);
    if (!located || located->end_line <= from) break;
    PageFacts facts = read_page_facts(judged, from, located->first_line);
    from = located->end_line;
    const std::vector<RecordFacts> rows = records.size() > 1 ? records : std::vector<RecordFacts>();
    Cable cable = make_cable(std::move(*located), page_says, std::move(facts), rows, {});
    if (!is_known(cable, first, further)) further.push_back(std::move(cable));
  }
  return further;
}

/// `in_title` are the references that the title of a page of HTML has.
void read_layout(Layout&& raw, const HtmlDocument* document, const Page& page,
                 std::vector<std::string>&& in_title, const PageReaderOptions& options,
                 PageReading& answer) {
  Layout whole = restore_glued_row(std::move(raw));
  if (auto record = read_archive_record(whole)) {
    if (options.explain == Explain::kYes) answer.removed = std::move(record->located.removals);
    answer.outcome = make_record(std::move(*record), page, options);
    return;
  }
  const Undressed undressed = undress(std::move(whole));
  JudgedPage judged = judge_page(undressed.layout);
  const PageView view{original_url(page.url), judged};
  PageDescription page_says;
  const SiteProfile* profile = choose_profile(view, options);
  if (profile != nullptr) {
    page_says = profile->describe(view);
    page_says.source.profile = std::string(profile->name);
  }
  if (!page.url.empty()) page_says.source.url = page.url;
  auto located = locate(view, document, profile);
  if (!located || is_list_of_telegrams(judged)) {
    answer.outcome = NotACable{std::string(verdict_on(judged))};
    return;
  }
  if (options.explain == Explain::kYes) answer.removed = std::move(located->removals);
  for (const auto& [rule, count] : undressed.removed) located->report.removed[rule] += count;
  PageFacts facts = read_page_facts(judged, 0, located->first_line);
  std::ranges::move(in_title, std::back_inserter(facts.ids));
  add_description(facts, page_says);
  const std::size_t end = located->end_line;
  Cable cable = make_cable(std::move(*located), page_says, std::move(facts), undressed.records,
                           hints_for(page, page_says, options));
  answer.further = read_further(judged, end, undressed.records, cable);
  restore_small_letters(cable, undressed);
  for (Cable& other : answer.further) restore_small_letters(other, undressed);
  answer.outcome = std::move(cable);
}

void read_document(std::string&& utf8, const Page& page, const PageReaderOptions& options,
                   PageReading& answer) {
  std::vector<std::string> in_title = references_in_words(page_title(utf8));
  const auto document = HtmlDocument::parse(std::move(utf8), options.limits, options.html_way);
  if (!document) {
    answer.outcome = document.error();
    return;
  }
  read_layout(lay_out(*document), &*document, page, std::move(in_title), options, answer);
}

PageReading read_html(const Page& page, const PageReaderOptions& options) {
  DecodedText decoded = decode_html(page.bytes, page.content_type);
  PageReading answer{NotACable{}, {}, std::move(decoded.charset), {}, {}};
  if (options.links == Links::kYes) answer.links = find_links(decoded.utf8, answer.charset);
  if (auto data = data_document_as_html(decoded.utf8)) decoded.utf8 = std::move(*data);
  read_document(std::move(decoded.utf8), page, options, answer);
  return answer;
}

PageReading read_plain(const Page& page, const PageReaderOptions& options) {
  DecodedText decoded = decode_text(page.bytes, page.content_type);
  PageReading answer{NotACable{}, {}, std::move(decoded.charset), {}, {}};
  if (auto data = data_document_as_html(decoded.utf8)) {
    read_document(std::move(*data), page, options, answer);
    return answer;
  }
  read_layout(layout_of_text(decoded.utf8), nullptr, page, {}, options, answer);
  return answer;
}

}  // namespace

PageReading read_page(const Page& page, const PageReaderOptions& options) {
  switch (content_kind(page)) {
    case ContentKind::kEmpty:
      return {NotACable{"empty_page"}, {}, "", {}, {}};
    case ContentKind::kBinary:
      return {NotACable{"binary"}, {}, "", {}, {}};
    case ContentKind::kHtml:
      return read_html(page, options);
    case ContentKind::kText:
      return read_plain(page, options);
  }
  return {NotACable{"no_telegram_lines"}, {}, "", {}, {}};
}

PageReading read_text(std::string_view text, const PageReaderOptions& options) {
  PageReading answer{NotACable{"no_telegram_lines"}, {}, "", {}, {}};
  const Undressed undressed = undress(layout_of_text(text));
  auto located = locate_in_text(judge_page(undressed.layout));
  if (!located) return answer;
  for (const auto& [rule, count] : undressed.removed) located->report.removed[rule] += count;
  if (options.explain == Explain::kYes) answer.removed = std::move(located->removals);
  Cable cable = make_cable(std::move(*located), {}, {}, undressed.records,
                           {options.mrn, {}, "", std::nullopt});
  restore_small_letters(cable, undressed);
  answer.outcome = std::move(cable);
  return answer;
}

}  // namespace cabled
