#include <algorithm>
#include <string>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/profile/page_lookup.h"
#include "parsers/profile/profiles.h"

// The cable viewer of WikiLeaks and its mirrors: "Viewing cable ID, TITLE", a table of the cable's
// data, then the header and the body in two <code><pre>. Since 2015 a PGP key stands above it all.

namespace cabled {
namespace wikileaks_profile {
namespace {

constexpr std::string_view kViewing = "Viewing cable ";

bool recognizes(const PageView& view) { return heading_with(view.page, kViewing).has_value(); }

/// The line of the data table's head: "Reference ID <tab> Created <tab> Released …".
std::size_t find_table(const JudgedPage& page) {
  const auto found = std::ranges::find_if(page.lines, [](const JudgedLine& line) {
    return !line.preformatted && ascii::istarts_with(ascii::trim(line.text), "Reference ID");
  });
  return static_cast<std::size_t>(found - page.lines.begin());
}

/// The header and body below the table: all of the <pre>s that follow it.
std::optional<CableRegion> find_region(const JudgedPage& page) {
  CableRegion region{page.lines.size(), page.lines.size(), true};
  for (std::size_t i = find_table(page); i < page.lines.size(); ++i) {
    const JudgedLine& line = page.lines[i];
    if (line.blank) continue;
    if (line.preformatted) {
      if (region.begin == page.lines.size()) region.begin = i;
      region.end = i + 1;
    } else if (region.begin != page.lines.size()) {
      break;
    }
  }
  if (region.begin == page.lines.size()) return std::nullopt;
  return region;
}

/// The column "Released" of the row below the table's head.
std::optional<std::string> released(const JudgedPage& page, std::size_t table) {
  if (table >= page.lines.size()) return std::nullopt;
  const std::string_view head = page.lines[table].text;
  const std::size_t label = head.find("Released");
  if (label == std::string_view::npos) return std::nullopt;
  auto column = std::count(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(label), '\t');
  std::size_t row = table + 1;
  while (row < page.lines.size() && page.lines[row].blank) ++row;
  if (row == page.lines.size()) return std::nullopt;
  std::string_view text = page.lines[row].text;
  for (; column > 0; --column) {
    const std::size_t tab = text.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    text.remove_prefix(tab + 1);
  }
  const std::string_view value = ascii::trim(text.substr(0, text.find('\t')));
  if (value.empty()) return std::nullopt;
  return std::string(value);
}

/// The articles listed under "Appears in these articles:".
std::vector<std::string> find_media(const JudgedPage& page, std::size_t table) {
  std::vector<std::string> media;
  bool listing = false;
  for (std::size_t i = table; i < page.lines.size() && !page.lines[i].preformatted; ++i) {
    const std::string_view text = ascii::trim(page.lines[i].text);
    if (listing && !text.empty()) media.emplace_back(text);
    if (ascii::istarts_with(text, "Appears in these articles")) listing = true;
  }
  return media;
}

PageDescription describe(const PageView& view) {
  PageDescription description;
  const std::string heading = heading_with(view.page, kViewing).value_or("");
  const std::string_view rest =
      std::string_view(heading).substr(std::min(kViewing.size(), heading.size()));
  const std::size_t comma = rest.find(',');
  if (!rest.empty()) description.reference = std::string(ascii::trim(rest.substr(0, comma)));
  if (comma != std::string_view::npos) {
    const std::string_view title = ascii::trim(rest.substr(comma + 1));
    if (!title.empty()) description.source.title = std::string(title);
  }
  const std::size_t table = find_table(view.page);
  description.source.published = released(view.page, table);
  description.media = find_media(view.page, table);
  return description;
}

}  // namespace
}  // namespace wikileaks_profile

const SiteProfile kWikileaksProfile{"wikileaks", wikileaks_profile::recognizes,
                                    wikileaks_profile::describe, wikileaks_profile::find_region};

}  // namespace cabled
