#include "parsers/page/read_page.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "parsers/cable/archive_fields.h"
#include "parsers/cable/read_cable.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/html/charset.h"
#include "parsers/html/layout.h"
#include "parsers/locate/archive_record.h"
#include "parsers/locate/glued_row.h"
#include "parsers/locate/locate_cable.h"
#include "parsers/locate/plain_text.h"
#include "parsers/page/content_kind.h"
#include "parsers/page/verdict.h"
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

CableHints hints_for(const Page& page, const PageDescription& page_says,
                     const PageReaderOptions& options) {
  CableHints hints{options.mrn, page.url, page_says.source.published};
  if (!hints.mrn && page_says.reference) {
    if (auto id = canonical_id(*page_says.reference)) hints.mrn = std::move(*id);
  }
  return hints;
}

Cable make_cable(LocatedCable&& located, PageDescription&& page_says, const CableHints& hints) {
  Cable cable = read_cable(located.text, hints);
  cable.source = std::move(page_says.source);
  cable.media = std::move(page_says.media);
  cable.locator = std::move(located.report);
  return cable;
}

/// What is known of a record besides its text; all that is known where the text is lost.
Cable make_record(ArchiveRecord&& record, const Page& page, const PageReaderOptions& options) {
  CableHints hints{options.mrn, page.url, std::nullopt};
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

ParseOutcome read_layout(const Layout& layout, const HtmlDocument* document, const Page& page,
                         const PageReaderOptions& options, std::vector<Removal>& removed) {
  if (auto record = read_archive_record(layout)) {
    if (options.explain == Explain::kYes) removed = std::move(record->located.removals);
    return make_record(std::move(*record), page, options);
  }
  const JudgedPage judged = judge_page(layout);
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
    return NotACable{std::string(verdict_on(judged))};
  }
  if (options.explain == Explain::kYes) removed = std::move(located->removals);
  const CableHints hints = hints_for(page, page_says, options);
  return make_cable(std::move(*located), std::move(page_says), hints);
}

PageReading read_html(const Page& page, const PageReaderOptions& options) {
  DecodedText decoded = decode_html(page.bytes, page.content_type);
  PageReading answer{NotACable{}, std::move(decoded.charset), {}, {}};
  if (options.links == Links::kYes) answer.links = find_links(decoded.utf8, answer.charset);
  const auto document =
      HtmlDocument::parse(std::move(decoded.utf8), options.limits, options.html_way);
  if (!document) {
    answer.outcome = document.error();
    return answer;
  }
  const Layout layout = restore_glued_row(lay_out(*document));
  answer.outcome = read_layout(layout, &*document, page, options, answer.removed);
  return answer;
}

PageReading read_plain(const Page& page, const PageReaderOptions& options) {
  DecodedText decoded = decode_text(page.bytes, page.content_type);
  PageReading answer{NotACable{}, std::move(decoded.charset), {}, {}};
  const Layout layout = restore_glued_row(layout_of_text(decoded.utf8));
  answer.outcome = read_layout(layout, nullptr, page, options, answer.removed);
  return answer;
}

}  // namespace

PageReading read_page(const Page& page, const PageReaderOptions& options) {
  switch (content_kind(page)) {
    case ContentKind::kEmpty:
      return {NotACable{"empty_page"}, "", {}, {}};
    case ContentKind::kBinary:
      return {NotACable{"binary"}, "", {}, {}};
    case ContentKind::kHtml:
      return read_html(page, options);
    case ContentKind::kText:
      return read_plain(page, options);
  }
  return {NotACable{"no_telegram_lines"}, "", {}, {}};
}

PageReading read_text(std::string_view text, const PageReaderOptions& options) {
  PageReading answer{NotACable{"no_telegram_lines"}, "", {}, {}};
  const Layout layout = layout_of_text(text);
  auto located = locate_in_text(judge_page(layout));
  if (!located) return answer;
  if (options.explain == Explain::kYes) answer.removed = std::move(located->removals);
  answer.outcome = make_cable(std::move(*located), {}, {options.mrn, "", std::nullopt});
  return answer;
}

}  // namespace cabled
