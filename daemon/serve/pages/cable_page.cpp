#include <iterator>
#include <set>
#include <utility>

#include "daemon/serve/pages/cable_shown.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/site/origin.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/query/search_query_text.h"
#include "parsers/words/found_words.h"

namespace cabled::serve {
namespace {

// Of references that are not held, so many are looked for in others, and so many others are named.
constexpr std::size_t kMostMissing = 12;
constexpr int kMostCiting = 4;

std::set<std::string> named_cables(const db::StoredCable& stored) {
  std::set<std::string> ids;
  for (const db::StoredLink& link : stored.links) ids.insert(link.other_id);
  for (const CableMention& mention : cable_mentions(stored.text)) ids.insert(mention.id.text());
  return ids;
}

// Of what is cited and not held: who else cites it.
void add_also_citing(pqxx::work& tx, CableShown& cable) {
  for (const db::StoredLink& link : cable.stored.links) {
    if (link.incoming || link.known || link.kind != "reference") continue;
    if (cable.also_citing.size() == kMostMissing) return;
    std::vector<db::ListedCable> citing = db::citing_cables(tx, link.other_id, kMostCiting + 1);
    std::erase_if(citing,
                  [&](const db::ListedCable& other) { return other.id == cable.stored.id; });
    if (std::ssize(citing) > kMostCiting) citing.pop_back();
    if (!citing.empty()) cable.also_citing.emplace(link.other_id, std::move(citing));
  }
}

// What the search that led here finds in the text; nothing where it is no search.
std::vector<TextMark> find_marks(const CableShown& cable) {
  std::vector<TextMark> marks;
  const auto query = cable.query ? read_search_query(*cable.query) : SearchQuery{};
  if (!query || query->alternatives.empty()) return marks;
  const std::vector<words::FoundWord> found =
      words::find_words(cable.shown_text(), words::search_words(*query));
  marks.reserve(found.size());
  for (const words::FoundWord& word : found) marks.push_back({word.begin, word.end});
  return marks;
}

Result<std::optional<CableShown>> load(const Visit& visit, const std::string& id, TextView view) {
  return visit.site.database.ask([&](pqxx::work& tx) -> std::optional<CableShown> {
    auto stored = db::find_cable(tx, id);
    if (!stored) return std::nullopt;
    CableShown cable;
    cable.stored = std::move(*stored);
    cable.cited = cited_here(visit, cable.stored);
    cable.own_address = absolute(visit, Address("/cable").below(cable.stored.id));
    cable.view = view;
    cable.query = visit.request.parameter("q");
    cable.clean = make_clean_text(cable.stored.text);
    cable.fields = nlohmann::ordered_json::parse(cable.stored.fields);
    const std::set<std::string> named = named_cables(cable.stored);
    for (db::CableTitle& title : db::cable_titles(tx, {named.begin(), named.end()})) {
      std::string held_id = title.id;
      cable.held.emplace(std::move(held_id), std::move(title));
    }
    add_also_citing(tx, cable);
    cable.neighbours = db::neighbours(tx, cable.stored.id);
    cable.marks = find_marks(cable);
    return cable;
  });
}

std::vector<HeadLink> head_links(const CableShown& cable) {
  std::vector<HeadLink> links{{"alternate", Address("/cable").below(cable.stored.id + ".json"),
                               "application/json", "All that is known of it"}};
  const auto& [previous, next] = cable.neighbours;
  if (previous) links.push_back({"prev", Address("/cable").below(previous->id)});
  if (next) links.push_back({"next", Address("/cable").below(next->id)});
  return links;
}

HttpResponse shown(const Visit& visit, const CableShown& cable) {
  const std::string subject = cable.text_of("subject").value_or("No subject");
  Page page(visit, {.title = cable.stored.id + ": " + subject,
                    .query = cable.query.value_or(""),
                    .links = head_links(cable)});
  page.set_changed_at(cable.stored.changed_at);
  page.element("article", [&] {
    write_cable_head(page, cable);
    page.element("div", {{"class", "columns"}}, [&] {
      page.element("div", [&] {
        write_cable_text(page, cable);
        write_neighbours(page, cable);
        write_every_field(page, cable);
      });
      page.element("aside", {{"aria-label", "About this cable"}},
                   [&] { write_cable_panels(page, cable); });
    });
  });
  return std::move(page).response();
}

}  // namespace

HttpResponse cable_page(const Visit& visit) {
  const std::string view = visit.request.parameter("view").value_or("clean");
  if (view != "clean" && view != "sent") {
    return bad_request_page(visit, "A cable has the views clean and sent, and no '" + view + "'.");
  }
  const std::string& asked = visit.captured[0];
  const Result<CableId> canonical = canonical_id(asked);
  const std::string id = canonical ? canonical->text() : asked;
  const auto cable = load(visit, id, view == "sent" ? TextView::kSent : TextView::kClean);
  if (!cable) return unanswered_page(visit, cable.error());
  if (!*cable) return not_found_page(visit, "No cable has the number '" + asked + "' here.");
  // One cable, one address: other spellings of the number lead to it.
  if ((*cable)->stored.id != asked) {
    return moved_page(visit, Address("/cable", visit.request.query).below((*cable)->stored.id));
  }
  return shown(visit, **cable);
}

}  // namespace cabled::serve
