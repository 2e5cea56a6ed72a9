#include <algorithm>
#include <array>

#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/cable_shown.h"

namespace cabled::serve {
namespace {

void write_kicker(Page& page, const CableShown& cable) {
  page.element("p", {{"class", "kicker"}}, [&] {
    if (const auto level = cable.text_of("classification")) {
      page.element("span", {{"class", "label"}}, *level);
    }
    page.element("span", {{"class", "number"}}, cable.stored.id);
    if (const auto sent = cable.text_of("sent_at")) page.element("span", long_time(*sent));
  });
}

// What the links of the cable say of it, in words; "{}" is the other cable.
struct Bond {
  std::string_view kind;
  bool incoming;
  std::string_view words;
};
constexpr auto kBonds = std::to_array<Bond>({
    {"cancels", false, "It cancels "},
    {"cancels", true, "It was cancelled by "},
    {"replaced_by", false, "It was sent again as "},
    {"replaced_by", true, "It replaces "},
    {"corrects", false, "It is a corrected copy of "},
    {"corrects", true, "It was corrected by "},
    {"near_duplicate", false, "It reads much like "},
    {"near_duplicate", true, "It reads much like "},
    {"malformed_twin", false, "Its number is doubtful; it seems to be "},
    {"malformed_twin", true, "It was also seen under the doubtful number "},
});

void write_other(Page& page, const CableShown& cable, const std::string& id) {
  if (cable.holds(id)) {
    page.link(Address("/cable").below(id), id);
  } else {
    page.element("span", {{"class", "missing"}}, id);
    page.text(" (not held here)");
  }
}

void write_bonds(Page& page, const CableShown& cable) {
  for (const Bond& bond : kBonds) {
    for (const db::StoredLink& link : cable.stored.links) {
      if (link.kind != bond.kind || link.incoming != bond.incoming) continue;
      page.element("p", [&] {
        page.text(bond.words);
        write_other(page, cable, link.other_id);
        page.text(".");
      });
    }
  }
}

bool is_set(const CableShown& cable, const char* field) {
  const auto found = cable.fields.find(field);
  return found != cable.fields.end() && found->is_boolean() && found->get<bool>();
}

void write_notices(Page& page, const CableShown& cable) {
  Page notices = page.part();
  if (is_set(cable, "cancelled")) notices.element("p", "This telegram says that it is cancelled.");
  if (is_set(cable, "corrected_copy")) notices.element("p", "This is a corrected copy.");
  if (is_set(cable, "partial_extract")) {
    notices.element("p", "Whoever published it gave a part of the telegram alone.");
  }
  if (cable.stored.assembled) {
    notices.element("p", "The text was put together from sections that were published apart.");
  }
  write_bonds(notices, cable);
  if (notices.markup().empty()) return;
  page.element("div", {{"class", "notice"}}, [&] { page.add(notices); });
}

void write_view(Page& page, const CableShown& cable, TextView view, std::string_view name) {
  const Address to =
      view == TextView::kSent ? cable.address().with("view", "sent") : cable.address();
  if (view == cable.view) {
    page.element("a", {{"href", page.href(to)}, {"aria-current", "page"}}, name);
  } else {
    page.link(to, name);
  }
}

void write_views(Page& page, const CableShown& cable) {
  const Address own = Address("/cable").below(cable.stored.id);
  const auto copies = static_cast<std::int64_t>(cable.stored.renditions.size());
  page.element("nav", {{"class", "views"}, {"aria-label", "Views of this cable"}}, [&] {
    page.element("ul", [&] {
      page.element("li", [&] { write_view(page, cable, TextView::kClean, "To read"); });
      page.element("li", [&] { write_view(page, cable, TextView::kSent, "As sent"); });
      page.element("li", [&] {
        page.link(own.below("copies"), counted(copies, "text and its copies", "texts and copies"));
      });
    });
  });
}

std::string neighbour_day(const db::ListedCable& cable) {
  return cable.sent_at ? ", " + long_day(*cable.sent_at) : "";
}

}  // namespace

void write_neighbours(Page& page, const CableShown& cable) {
  const auto& previous = cable.neighbours.previous;
  const auto& next = cable.neighbours.next;
  if (!previous && !next) return;
  page.element("nav", {{"class", "neighbours"}, {"aria-label", "The same station"}}, [&] {
    if (previous) {
      page.element("a",
                   {{"rel", "prev"}, {"href", page.href(Address("/cable").below(previous->id))}},
                   "← " + previous->id + neighbour_day(*previous));
    }
    if (next) {
      page.element("a", {{"rel", "next"}, {"href", page.href(Address("/cable").below(next->id))}},
                   next->id + neighbour_day(*next) + " →");
    }
  });
}

void write_cable_head(Page& page, const CableShown& cable) {
  page.element("header", {{"class", "cable-head"}}, [&] {
    write_kicker(page, cable);
    page.element("h1", cable.text_of("subject").value_or("No subject"));
    if (const auto title = cable.text_of("title"); title && title != cable.text_of("subject")) {
      page.element("p", {{"class", "muted"}}, *title);
    }
  });
  write_notices(page, cable);
  write_views(page, cable);
}

}  // namespace cabled::serve
