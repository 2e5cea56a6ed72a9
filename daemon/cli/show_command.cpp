#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/diff_report.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "db/query/cable_queries.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

Json renditions_to_json(const db::StoredCable& cable) {
  Json out = Json::array();
  for (const db::StoredRendition& rendition : cable.renditions) {
    Json sightings = Json::array();
    for (const db::StoredSighting& seen : rendition.sightings) {
      sightings.push_back({{"url", seen.url},
                           {"site", seen.site},
                           {"first_seen_at", seen.first_seen_at},
                           {"last_seen_at", seen.last_seen_at},
                           {"superseded_at", nullable(seen.superseded_at)}});
    }
    out.push_back({{"content_key", rendition.content_key},
                   {"cable_id", rendition.cable_id},
                   {"completeness", rendition.completeness},
                   {"first_seen_at", rendition.first_seen_at},
                   {"bytes", rendition.text.size()},
                   {"superseded_at", nullable(rendition.superseded_at)},
                   {"sightings", std::move(sightings)}});
  }
  return out;
}

Json links_to_json(const db::StoredCable& cable) {
  Json out = Json::array();
  for (const db::StoredLink& link : cable.links) {
    out.push_back({{"kind", link.kind},
                   {"id", link.other_id},
                   {"direction", link.incoming ? "from" : "to"},
                   {"known", link.known}});
  }
  return out;
}

// Every field that is there, and the key of the rendition that it was taken from.
Json field_sources(const db::StoredCable& cable) {
  const Json taken = Json::parse(cable.field_sources);
  const Json fields = Json::parse(cable.fields);
  Json out = Json::object();
  for (const auto& [field, value] : fields.items()) {
    if (value.is_null() || (value.is_structured() && value.empty())) continue;
    out[field] = taken.contains(field) ? taken[field] : Json(cable.best_key);
  }
  return out;
}

void print_json(const db::StoredCable& cable) {
  Json out{{"id", cable.id},
           {"first_seen_at", cable.first_seen_at},
           {"changed_at", cable.changed_at},
           {"cable", stored_to_json(cable.fields, cable.text)},
           {"assembled", cable.assembled},
           {"field_sources", field_sources(cable)},
           {"renditions", renditions_to_json(cable)},
           {"links", links_to_json(cable)}};
  output().json(to_line(out));
}

void print_field(const Json& fields, const char* key, const char* label) {
  const auto found = fields.find(key);
  if (found == fields.end() || found->is_null() || (found->is_array() && found->empty())) return;
  std::string value;
  if (found->is_array()) {
    for (const Json& item : *found) {
      if (!item.is_string()) continue;
      value += (value.empty() ? "" : ", ") + item.get<std::string>();
    }
  } else {
    value = found->is_string() ? found->get<std::string>() : to_line(*found);
  }
  output().text(fmt::format("{:<15} {}\n", label, printable_line(value)));
}

void print_provenance(const db::StoredCable& cable) {
  for (std::size_t i = 0; i < cable.renditions.size(); ++i) {
    const db::StoredRendition& rendition = cable.renditions[i];
    output().text(fmt::format(
        "rendition {}     {} bytes, key {}{}{}\n", i + 1, rendition.text.size(),
        rendition.content_key.substr(0, 12),
        rendition.superseded_at ? ", superseded" : (i == 0 ? ", published" : ""),
        rendition.cable_id == cable.id ? ""
                                       : ", under the id " + printable_line(rendition.cable_id)));
    for (const db::StoredSighting& seen : rendition.sightings) {
      output().text(fmt::format("  seen at       {}  {} to {}{}\n", printable_line(seen.url),
                                seen.first_seen_at, seen.last_seen_at,
                                seen.superseded_at ? ", read otherwise now" : ""));
    }
  }
  for (const db::StoredLink& link : cable.links) {
    output().text(fmt::format("{:<15} {}{}\n", link.kind + (link.incoming ? " from" : " to"),
                              link.other_id, link.known ? "" : "  (not seen yet)"));
  }
}

// Fields that the published text lacks.
void print_completed(const db::StoredCable& cable) {
  const Json sources = Json::parse(cable.field_sources);
  for (const auto& [field, key] : sources.items()) {
    const auto source = std::ranges::find(cable.renditions, key.get<std::string>(),
                                          &db::StoredRendition::content_key);
    output().text(fmt::format("{:<15} {} from rendition {}\n", "completed", printable_line(field),
                              source - cable.renditions.begin() + 1));
  }
  if (cable.assembled) output().text("assembled       from sections that were published apart\n");
}

void print_text(const db::StoredCable& cable) {
  const Json fields = Json::parse(cable.fields);
  output().text(fmt::format("{:<15} {}\n", "id", printable_line(cable.id)));
  print_field(fields, "subject", "subject");
  print_field(fields, "sent_at", "sent");
  print_field(fields, "from", "from");
  print_field(fields, "classification", "classification");
  print_field(fields, "tags", "tags");
  print_field(fields, "signers", "signed");
  print_field(fields, "warnings", "warnings");
  print_completed(cable);
  print_provenance(cable);
  output().text('\n' + printable(cable.text));
}

struct ShowOptions {
  std::string id;
  bool diff = false;
  std::vector<int> between;
};

int show_diff(const db::StoredCable& cable, const ShowOptions& options, bool json) {
  const int count = static_cast<int>(cable.renditions.size());
  std::vector<RenditionPair> pairs;
  if (options.between.empty()) {
    for (int other = 2; other <= count; ++other) pairs.push_back({other, 1});
  } else {
    pairs.push_back({options.between[0], options.between[1]});
  }
  for (const RenditionPair& pair : pairs) {
    if (std::min(pair.from, pair.to) < 1 || std::max(pair.from, pair.to) > count) {
      return report({kUsage, fmt::format("'{}' has renditions 1 to {}", cable.id, count)});
    }
    json ? print_diff_json(cable, pair) : print_diff(cable, pair);
  }
  return kDone;
}

int run_show(const ShowOptions& options, const CommonOptions& common) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  const Result<CableId> canonical = canonical_id(options.id);
  const std::string id = canonical ? canonical->text() : options.id;
  db::Connection connection = session->connect("show");
  const auto cable =
      db::transact(connection, [&](pqxx::work& tx) { return db::find_cable(tx, id); });
  if (!cable) return report(command_error(cable.error()));
  if (!*cable) return report({kFailed, fmt::format("no cable '{}' in the database", id)});
  if (options.diff || !options.between.empty()) return show_diff(**cable, options, common.json);
  common.json ? print_json(**cable) : print_text(**cable);
  return kDone;
}

}  // namespace

void add_show_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("show", "One cable: fields, text, every rendition and sighting");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("ID", options->id, "Its id, in any form")->required();
  command->add_flag("--diff", options->diff,
                    "How each other rendition differs from the published one");
  command
      ->add_option("--between", options->between,
                   "How the second of two renditions differs from the first")
      ->expected(2)
      ->type_name("N");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_show(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
