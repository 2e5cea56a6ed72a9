#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/html/html_document.h"
#include "parsers/html/links.h"
#include "parsers/model/page.h"

namespace cabled {

/// Whether site profiles may be used, or the generic locator alone must find the cable.
enum class Profiles { kUse, kIgnore };
/// Whether the answer carries what was removed and where, for `parse --explain`.
enum class Explain { kNo, kYes };
/// Whether the answer carries the page's links, which a crawl follows.
enum class Links { kNo, kYes };

struct PageReaderOptions {
  Profiles profiles = Profiles::kUse;
  Explain explain = Explain::kNo;
  Links links = Links::kNo;
  std::optional<CableId> mrn;  ///< the cable's own reference if known
  std::optional<std::string>
      profile;  ///< the source's configured profile; absent: chosen by the page
  HtmlLimits limits;
  HtmlWay html_way = HtmlWay::kShortest;
};

/// A page read: the cable in it, or why there is none.
struct PageReading {
  ParseOutcome outcome;
  std::vector<Cable> further;    ///< of a page that holds several telegrams: those below the first
  std::string charset;           ///< encoding found; "" for requests that come as text
  PageLinks links;               ///< only with Links::kYes, and of HTML
  std::vector<Removal> removed;  ///< only with Explain::kYes
};

/// Raises when a page read today may give another answer than yesterday; stored with each
/// rendition.
inline constexpr int kParserVersion = 2;

/// Reads a page of bytes: decode, locate the cable, take it out, read its fields.
/// HTML and plain text are told apart by content type, then by content.
PageReading read_page(const Page& page, const PageReaderOptions& options = {});

/// Reads plain text that is a cable, a piece of one, or a generic extractor's output of a page.
/// Text with at least one telegram line gives a cable, be it of one field.
PageReading read_text(std::string_view text, const PageReaderOptions& options = {});

}  // namespace cabled
