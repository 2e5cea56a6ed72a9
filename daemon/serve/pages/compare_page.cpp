#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/compared_text.h"
#include "daemon/serve/pages/copies_shown.h"
#include "daemon/serve/pages/copy_words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/pages.h"
#include "parsers/model/ascii.h"

namespace cabled::serve {
namespace {

constexpr auto kKinds = std::to_array<TextChangeKind>(
    {TextChangeKind::kRedacted, TextChangeKind::kRestored, TextChangeKind::kTruncated,
     TextChangeKind::kRemoved, TextChangeKind::kAdded, TextChangeKind::kChanged,
     TextChangeKind::kCorrected});
// The least of a key that names a copy.
constexpr std::size_t kLeastOfKey = 8;

bool is_key(std::string_view text) {
  return text.size() >= kLeastOfKey && text.size() <= 64 &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

struct ChosenPair {
  std::size_t a = 0;
  std::size_t b = 0;
};

/// The copy of a key or of its beginning; kInvalid for what is no key, kRefused when there is none.
Result<std::size_t> copy_of(const CopiesShown& copies, const std::string& key) {
  if (!is_key(key)) return fail(ErrorKind::kInvalid, "no key");
  const auto found = std::ranges::find_if(
      copies.stored.renditions,
      [&](const db::StoredRendition& rendition) { return rendition.content_key.starts_with(key); });
  if (found == copies.stored.renditions.end()) return fail(ErrorKind::kRefused, "no copy");
  return static_cast<std::size_t>(found - copies.stored.renditions.begin());
}

/// As asked for; else the most complete copy on the right, and the next one on the left.
Result<ChosenPair> chosen_pair(const Visit& visit, const CopiesShown& copies) {
  ChosenPair pair{std::min<std::size_t>(1, copies.count() - 1), 0};
  if (const auto key = visit.request.parameter("b")) {
    const auto place = copy_of(copies, *key);
    if (!place) return tl::unexpected(place.error());
    pair.b = *place;
    if (pair.b == pair.a) pair.a = 0;
  }
  if (const auto key = visit.request.parameter("a")) {
    const auto place = copy_of(copies, *key);
    if (!place) return tl::unexpected(place.error());
    pair.a = *place;
    if (!visit.request.parameter("b") && pair.a == 0)
      pair.b = std::min<std::size_t>(1, copies.count() - 1);
  }
  return pair;
}

std::string copy_title(const CopiesShown& copies, std::size_t place) {
  return "Copy " + std::to_string(place + 1) + ": " + copies.sites(place);
}

void write_option(Page& page, const CopiesShown& copies, std::size_t place) {
  page.element("option", {{"value", copies.stored.renditions[place].content_key}},
               copy_title(copies, place));
}

void write_choice(Page& page, const CopiesShown& copies, const char* name, std::string_view label,
                  std::size_t chosen) {
  page.element("label", [&] {
    page.text(label);
    page.element("select", {{"name", name}}, [&] {
      // Without a mark the first is the one that is chosen.
      write_option(page, copies, chosen);
      for (std::size_t place = 0; place < copies.count(); ++place) {
        if (place != chosen) write_option(page, copies, place);
      }
    });
  });
}

void write_pair_form(Page& page, const CopiesShown& copies, const ChosenPair& pair) {
  page.open("form", {{"class", "fields"},
                     {"method", "get"},
                     {"action", page.href(copies.address().below("compare"))}});
  write_choice(page, copies, "a", "Left", pair.a);
  write_choice(page, copies, "b", "Right", pair.b);
  page.element("button", {{"type", "submit"}}, "Compare");
  page.close("form");
}

// Changes of each kind, each told once, though it may stand in two columns.
std::map<TextChangeKind, std::int64_t> count_kinds(const std::vector<ComparedRow>& rows) {
  std::map<TextChangeKind, std::int64_t> kinds;
  const auto count = [](const std::vector<ComparedRun>& runs, TextChangeKind kind) {
    return std::ranges::count(runs, std::optional(kind), &ComparedRun::kind);
  };
  for (const ComparedRow& row : rows) {
    for (const TextChangeKind kind : kKinds) {
      kinds[kind] += std::max(count(row.left, kind), count(row.right, kind));
    }
  }
  return kinds;
}

void write_kinds(Page& page, const std::vector<ComparedRow>& rows) {
  std::string told;
  for (const auto& [kind, count] : count_kinds(rows)) {
    if (count == 0) continue;
    told += (told.empty() ? "" : ", ") + grouped(count) + ' ' + std::string(to_string(kind));
  }
  page.element("p", told.empty() ? std::string("The two have the same words; capitals, blanks and "
                                               "line breaks are not compared.")
                                 : "From the left copy to the right one: " + told + '.');
}

void write_comparison_table(Page& page, const CopiesShown& copies, const ChosenPair& pair,
                            const std::vector<ComparedRow>& rows) {
  page.element("table", {{"class", "comparison"}}, [&] {
    page.element("caption", {{"class", "hidden"}}, "The two copies and what all copies know");
    page.element("thead", [&] {
      page.element("tr", [&] {
        page.element("th", {{"scope", "col"}}, "Left – " + copy_title(copies, pair.a));
        page.element("th", {{"scope", "col"}}, "Right – " + copy_title(copies, pair.b));
        page.element(
            "th", {{"scope", "col"}},
            counted(static_cast<std::int64_t>(copies.count()), "copy", "copies") + " together");
      });
    });
    page.element("tbody", [&] { write_comparison(page, rows, {}); });
  });
}

void write_key(Page& page) {
  page.element("section", {{"class", "panel"}}, [&] {
    page.element("h2", "What the labels mean");
    page.element("dl", {{"class", "facts"}}, [&] {
      for (const TextChangeKind kind : kKinds) {
        page.element("dt", [&] {
          page.element("span", {{"class", "change " + std::string(to_string(kind))}},
                       to_string(kind));
        });
        page.element("dd", meaning_of_change(kind));
      }
    });
    page.element("p",
                 "Marks of what is withheld decide first (XXXX, blocks, words such as [redacted], "
                 "[...]), then what is absent, then how many letters differ. The third column "
                 "begins with the published text and fills in what it withholds or lacks from the "
                 "other copies. Capitals, blanks and line breaks are not compared.");
  });
}

void write_single(Page& page, const CopiesShown& copies) {
  page.element("p", {{"class", "prose"}},
               "One text alone was seen of this telegram, so there is nothing to compare it with.");
  page.element("p", [&] { page.link(copies.address().below("copies"), "Where it was seen"); });
}

}  // namespace

HttpResponse compare_page(const Visit& visit) {
  auto loaded = load_copies(visit, "compare");
  if (auto* failure = std::get_if<HttpResponse>(&loaded)) return std::move(*failure);
  const auto& copies = std::get<CopiesShown>(loaded);
  const Result<ChosenPair> pair = chosen_pair(visit, copies);
  if (!pair && pair.error().kind == ErrorKind::kInvalid) {
    return bad_request_page(visit,
                            "A copy is named by its key, at least its first eight signs: digits "
                            "and the letters a to f.");
  }
  if (!pair) return not_found_page(visit, "No copy of this cable has that key.");
  Page page(visit, {.title = "Copies of " + copies.stored.id + " compared"});
  page.set_changed_at(copies.stored.changed_at);
  page.element("p", {{"class", "kicker"}}, [&] {
    page.link(copies.address(), "Back to " + copies.stored.id);
    page.link(copies.address().below("copies"), "All copies");
  });
  page.element("h1", "Copies of " + copies.stored.id + " compared");
  if (copies.count() < 2) {
    write_single(page, copies);
    return std::move(page).response();
  }
  const std::vector<ComparedRow> rows =
      side_by_side(copies.stored.renditions[pair->a].text, copies.stored.renditions[pair->b].text,
                   copies.known());
  write_pair_form(page, copies, *pair);
  write_kinds(page, rows);
  write_comparison_table(page, copies, *pair, rows);
  write_key(page);
  return std::move(page).response();
}

}  // namespace cabled::serve
