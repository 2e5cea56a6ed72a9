#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/search_parts.h"
#include "parsers/query/search_query_text.h"

namespace cabled::serve {
bool can_be_asked_for(std::string_view filter, std::string_view value) {
  SearchFilter narrowed;
  return narrow(narrowed, filter, value).has_value();
}

void write_cable_list(Page& page, const std::vector<db::ListedCable>& cables) {
  page.element("ol", {{"class", "rows"}}, [&] {
    for (const db::ListedCable& cable : cables) {
      page.element("li", [&] {
        page.element("a",
                     {{"class", "subject"}, {"href", page.href(Address("/cable").below(cable.id))}},
                     shortened(cable.subject.value_or("No subject")));
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
