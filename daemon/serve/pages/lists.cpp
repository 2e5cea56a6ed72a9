#include <algorithm>

#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/search_parts.h"

namespace cabled::serve {
namespace {

// Of a picture that is stretched to the width there is.
constexpr std::int64_t kFullBar = 1000;

void write_bar(Page& page, const Bar& bar, std::int64_t greatest) {
  // A bar that counts anything can be seen.
  const std::int64_t width =
      bar.count == 0 ? 0 : std::max<std::int64_t>(4, bar.count * kFullBar / greatest);
  page.link(bar.to, [&] {
    page.element("span", {{"class", "when"}}, bar.when);
    page.text(" ");
    page.element(
        "svg",
        {{"viewBox", "0 0 1000 10"}, {"preserveAspectRatio", "none"}, {"aria-hidden", "true"}},
        [&] {
          page.element("rect", {{"width", std::to_string(width)}, {"height", "10"}}, "");
        });
    page.element("span", {{"class", "count"}}, [&] {
      page.text(grouped(bar.count));
      page.element("span", {{"class", "hidden"}}, bar.count == 1 ? " cable" : " cables");
    });
  });
}

}  // namespace

void write_bars(Page& page, const std::vector<Bar>& bars) {
  std::int64_t greatest = 1;
  for (const Bar& bar : bars) greatest = std::max(greatest, bar.count);
  page.element("ol", {{"class", "bars"}}, [&] {
    for (const Bar& bar : bars) {
      page.element("li", [&] { write_bar(page, bar, greatest); });
    }
  });
}

void write_cable_list(Page& page, const std::vector<db::ListedCable>& cables) {
  page.element("ol", {{"class", "rows"}}, [&] {
    for (const db::ListedCable& cable : cables) {
      page.element("li", [&] {
        page.element("a",
                     {{"class", "subject"}, {"href", page.href(Address("/cable").below(cable.id))}},
                     cable.subject.value_or("No subject"));
        page.element("p", {{"class", "kicker"}}, [&] {
          page.element("span", cable.id);
          if (cable.sent_at) page.element("span", long_day(*cable.sent_at));
          if (cable.station) page.element("span", *cable.station);
          if (cable.classification)
            page.element("span", {{"class", "label"}}, *cable.classification);
        });
      });
    }
  });
}

}  // namespace cabled::serve
