#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "daemon/serve/html/amounts.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/copies_shown.h"
#include "daemon/serve/pages/copy_words.h"
#include "daemon/serve/pages/pages.h"

namespace cabled::serve {
namespace {

// Reading what each lacks takes a comparison each.
constexpr std::size_t kMostCompared = 24;
constexpr std::size_t kMostShown = 60;

void write_time(Page& page, const std::string& time) {
  page.element("time", {{"datetime", time}},
               time.size() >= 16 ? time.substr(0, 10) + ' ' + time.substr(11, 5) : time);
}

// The stored pages that gave this text at that address.
void write_raw_pages(Page& page, const CopiesShown& copies, const db::StoredRendition& rendition,
                     const std::string& url) {
  bool is_first = true;
  for (const db::CopyCapture& capture : copies.captures) {
    if (capture.content_key != rendition.content_key || capture.url != url) continue;
    if (!is_first) page.lone("br");
    is_first = false;
    const std::string day = capture.received_at.substr(0, 10);
    const std::string size = byte_words(capture.bytes);
    if (capture.raw == db::RawState::kKept) {
      page.link(copies.address().below("raw").below(std::to_string(capture.id)),
                fmt::format("as received on {} ({})", day, size));
    } else {
      page.text(capture.raw == db::RawState::kDeleted
                    ? "of " + day + ": deleted to keep the archive small"
                    : "of " + day + ": its bytes are lost");
    }
  }
  if (is_first) page.text("not kept");
}

void write_sightings(Page& page, const CopiesShown& copies, std::size_t place) {
  const db::StoredRendition& rendition = copies.stored.renditions[place];
  if (rendition.sightings.empty()) return;
  page.element(
      "section",
      {{"class", "scroll"},
       {"tabindex", "0"},
       {"aria-label", "Where " + CopiesShown::name(place) + " was seen"}},
      [&] {
        page.element("table", {{"class", "sightings"}}, [&] {
          page.element("thead", [&] {
            page.element("tr", [&] {
              for (const char* head : {"Seen at", "First, UTC", "Last, UTC", "Raw page"}) {
                page.element("th", {{"scope", "col"}}, head);
              }
            });
          });
          page.element("tbody", [&] {
            for (const db::StoredSighting& seen : rendition.sightings) {
              page.element("tr", [&] {
                page.element("td", [&] {
                  page.outside_link(seen.url);
                  if (seen.superseded_at) {
                    page.element(
                        "div", {{"class", "small muted"}},
                        "Superseded: read otherwise since " + long_day(*seen.superseded_at));
                  }
                });
                page.element("td", [&] { write_time(page, seen.first_seen_at); });
                page.element("td", [&] { write_time(page, seen.last_seen_at); });
                page.element("td", [&] { write_raw_pages(page, copies, rendition, seen.url); });
              });
            }
          });
        });
      });
}

void write_labels(Page& page, const CopiesShown& copies, std::size_t place) {
  const db::StoredRendition& rendition = copies.stored.renditions[place];
  page.element("p", {{"class", "kicker"}}, [&] {
    if (rendition.content_key == copies.stored.best_key) {
      page.element("span", {{"class", "label"}},
                   copies.stored.assembled ? "published in part" : "published");
    }
    if (rendition.superseded_at) page.element("span", {{"class", "label"}}, "superseded");
    page.element("span",
                 counted(static_cast<std::int64_t>(rendition.text.size()), "byte", "bytes"));
    page.element("span", [&] {
      page.text("key ");
      page.element("code", rendition.content_key.substr(0, 12));
    });
    page.element("span", "first seen " + long_day(rendition.first_seen_at));
  });
}

void write_state(Page& page, const CopiesShown& copies, std::size_t place,
                 const std::string& known) {
  const db::StoredRendition& rendition = copies.stored.renditions[place];
  const auto fields = copies.fields_of_copies.find(rendition.content_key);
  page.element("ul", {{"class", "plain"}}, [&] {
    if (rendition.cable_id != copies.stored.id) {
      page.element("li", "Seen under the number " + rendition.cable_id + '.');
    }
    if (rendition.superseded_at) {
      page.element("li", "No page gives this text any more since " +
                             long_day(*rendition.superseded_at) +
                             ": what it was read from is read otherwise now.");
    }
    if (place >= kMostCompared || fields == copies.fields_of_copies.end()) return;
    const CopyFacts facts{nlohmann::ordered_json::parse(fields->second), copies.fields,
                          copy_gaps(rendition.text, known)};
    for (const std::string& sentence : copy_sentences(facts)) page.element("li", sentence);
  });
}

void write_copy(Page& page, const CopiesShown& copies, std::size_t place,
                const std::string& known) {
  const std::string name = CopiesShown::name(place);
  page.element("section", {{"class", "copy"}, {"id", "copy-" + std::to_string(place + 1)}}, [&] {
    page.element("h2", "Copy " + std::to_string(place + 1) + ": " + copies.sites(place));
    write_labels(page, copies, place);
    write_state(page, copies, place, known);
    write_sightings(page, copies, place);
    if (place > 0) {
      page.element(
          "p", [&] { page.link(copies.compare(place, 0), "Compare " + name + " with copy 1"); });
    }
  });
}

struct Relation {
  std::string_view kind;
  bool incoming;
  std::string_view words;
};
constexpr auto kRelations = std::to_array<Relation>({
    {"near_duplicate", false, "Reads much like this one"},
    {"near_duplicate", true, "Reads much like this one"},
    {"malformed_twin", false, "Probably this telegram under its right number"},
    {"malformed_twin", true, "Probably this telegram under a damaged number"},
    {"corrects", false, "This is a corrected copy of it"},
    {"corrects", true, "A corrected copy of this one"},
    {"cancels", false, "Cancelled by this one"},
    {"cancels", true, "Cancels this one"},
    {"replaced_by", false, "This one was sent again as"},
    {"replaced_by", true, "Was sent again as this one"},
});

void write_related_cable(Page& page, const CopiesShown& copies, const db::StoredLink& link) {
  const auto relation = std::ranges::find_if(kRelations, [&](const Relation& one) {
    return one.kind == link.kind && one.incoming == link.incoming;
  });
  page.element("li", [&] {
    page.text(relation == kRelations.end() ? link.kind : relation->words);
    page.text(": ");
    const auto held = copies.related.find(link.other_id);
    if (held == copies.related.end()) {
      page.text(link.other_id + " (not held here)");
      return;
    }
    page.link(Address("/cable").below(link.other_id), link.other_id);
    if (held->second.subject) {
      page.element("div", {{"class", "small muted"}}, *held->second.subject);
    }
  });
}

void write_related(Page& page, const CopiesShown& copies) {
  const auto is_related = [](const db::StoredLink& link) { return link.kind != "reference"; };
  if (!std::ranges::any_of(copies.stored.links, is_related)) return;
  page.element("section", [&] {
    page.element("h2", "Telegrams under other numbers");
    page.element("ul", {{"class", "plain"}}, [&] {
      for (const db::StoredLink& link : copies.stored.links) {
        if (is_related(link)) write_related_cable(page, copies, link);
      }
    });
  });
}

void write_copies_summary(Page& page, const CopiesShown& copies) {
  std::int64_t places = 0;
  for (const db::StoredRendition& rendition : copies.stored.renditions) {
    places += std::ssize(rendition.sightings);
  }
  page.element("p", {{"class", "prose"}}, [&] {
    page.text(
        counted(static_cast<std::int64_t>(copies.count()), "text was", "different texts were"));
    page.text(" seen of this telegram, at " + counted(places, "address", "addresses") + ". ");
    if (copies.stored.assembled) {
      page.text("What is published is put together from sections that were published apart. ");
    }
    if (copies.count() > 1) {
      page.link(copies.compare(1, 0), "Compare the two most complete");
      page.text(".");
    }
  });
}

}  // namespace

HttpResponse copies_page(const Visit& visit) {
  auto loaded = load_copies(visit, "copies");
  if (auto* failure = std::get_if<HttpResponse>(&loaded)) return std::move(*failure);
  const auto& copies = std::get<CopiesShown>(loaded);
  const std::string known = copies.known();
  Page page(visit, {.title = "Copies of " + copies.stored.id});
  page.set_changed_at(copies.stored.changed_at);
  page.element("p", {{"class", "kicker"}},
               [&] { page.link(copies.address(), "Back to " + copies.stored.id); });
  page.element("h1", "Copies of " + copies.stored.id);
  write_copies_summary(page, copies);
  const std::size_t shown = std::min(copies.count(), kMostShown);
  for (std::size_t place = 0; place < shown; ++place) write_copy(page, copies, place, known);
  if (shown < copies.count()) {
    page.element("p", "And " + counted(static_cast<std::int64_t>(copies.count() - shown),
                                       "more text, less complete.", "more texts, less complete."));
  }
  write_related(page, copies);
  return std::move(page).response();
}

}  // namespace cabled::serve
