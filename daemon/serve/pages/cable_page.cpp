#include <set>
#include <utility>

#include "daemon/serve/pages/cable_shown.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/pages.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::serve {
namespace {

std::set<std::string> named_cables(const db::StoredCable& stored) {
  std::set<std::string> ids;
  for (const db::StoredLink& link : stored.links) ids.insert(link.other_id);
  for (const CableMention& mention : cable_mentions(stored.text)) ids.insert(mention.id.text());
  return ids;
}

Result<std::optional<CableShown>> load(const Visit& visit, const std::string& id) {
  return visit.site.database.ask([&](pqxx::work& tx) -> std::optional<CableShown> {
    auto stored = db::find_cable(tx, id);
    if (!stored) return std::nullopt;
    CableShown cable;
    cable.stored = std::move(*stored);
    cable.clean = make_clean_text(cable.stored.text);
    cable.fields = nlohmann::ordered_json::parse(cable.stored.fields);
    const std::set<std::string> named = named_cables(cable.stored);
    for (db::CableTitle& title : db::cable_titles(tx, {named.begin(), named.end()})) {
      std::string held_id = title.id;
      cable.held.emplace(std::move(held_id), std::move(title));
    }
    return cable;
  });
}

HttpResponse shown(const Visit& visit, const CableShown& cable) {
  const std::string subject = cable.text_of("subject").value_or("No subject");
  Page page(visit, {.title = cable.stored.id + ": " + subject, .query = cable.query.value_or("")});
  page.set_changed_at(cable.stored.changed_at);
  page.element("article", [&] {
    write_cable_head(page, cable);
    page.element("div", {{"class", "columns"}}, [&] {
      page.element("div", [&] {
        write_cable_text(page, cable);
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
  auto cable = load(visit, id);
  if (!cable) return unanswered_page(visit, cable.error());
  if (!*cable) return not_found_page(visit, "No cable has the number '" + asked + "' here.");
  // One cable, one address: other spellings of the number lead to it.
  if ((*cable)->stored.id != asked) {
    return moved_page(visit, Address("/cable", visit.request.query).below((*cable)->stored.id));
  }
  (*cable)->view = view == "sent" ? TextView::kSent : TextView::kClean;
  (*cable)->query = visit.request.parameter("q");
  return shown(visit, **cable);
}

}  // namespace cabled::serve
