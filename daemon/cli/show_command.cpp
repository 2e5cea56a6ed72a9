#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/pager.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/diff_report.h"
#include "daemon/formats/citations.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/show_json.h"
#include "daemon/system/terminal.h"
#include "db/query/cable_queries.h"
#include "db/query/near_numbers.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

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

// What the text is seen to lack.
void print_damage(const Json& fields) {
  const auto damage = fields.find("damage");
  if (damage == fields.end()) return;
  for (const Json& one : *damage) {
    const std::string line = one.value("place", "") + ": " + one.value("detail", "");
    output().text(fmt::format("{:<15} {}\n", "damage", printable_line(line)));
  }
}

// Why no text stands below.
void print_lost(const Json& fields) {
  if (!fields.value("text_lost", false)) return;
  output().text(fields.value("withdrawn", false)
                    ? "text            none: the telegram is not released\n"
                    : "text            none: it is lost in the archive\n");
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
  print_damage(fields);
  print_field(fields, "warnings", "warnings");
  print_lost(fields);
  print_completed(cable);
  print_provenance(cable);
  output().text('\n' + printable(cable.text));
}

struct ShowOptions {
  std::string id;
  std::string format = "text";
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

void print_cable(const db::StoredCable& cable, const std::string& format) {
  if (format == "text") print_text(cable);
  if (format == "json") output().json(to_line(show_json(cable)));
  if (format == "txt") output().text(cable.text);
  if (format == "bib") output().text(bibtex_entry(cited_cable(cable)));
  if (format == "ris") output().text(ris_record(cited_cable(cable)));
  if (format == "csl") {
    output().json(to_line(nlohmann::ordered_json::array({csl_item(cited_cable(cable))})));
  }
  if (format == "cite") {
    output().text(printable_line(archives_citation(cited_cable(cable))) + '\n' +
                  printable_line(chicago_citation(cited_cable(cable))) + '\n');
  }
}

CommandError no_such_cable(db::Connection& connection, const std::string& id,
                           const Result<CableId>& canonical) {
  static constexpr int kNear = 3;
  std::string message = fmt::format("no cable '{}' in the database", id);
  if (!canonical) return {kFailed, message};
  const auto near = db::transact(
      connection, [&](pqxx::work& tx) { return db::near_numbers(tx, *canonical, kNear); });
  if (!near) return command_error(near.error());
  if (!near->empty()) message += fmt::format("; hint: near it: {}", fmt::join(*near, ", "));
  return {kFailed, std::move(message)};
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
  if (!*cable) return report(no_such_cable(connection, id, canonical));
  int code = kDone;
  const auto print = [&] {
    if (options.diff || !options.between.empty()) {
      code = show_diff(**cable, options, common.json);
    } else {
      print_cable(**cable, common.json ? "json" : options.format);
    }
  };
  const bool is_for_reading = !common.json && options.format == "text";
  is_for_reading ? show_through_pager(print) : print();
  return code;
}

}  // namespace

void add_show_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("show", "One cable: fields, text, every rendition and sighting");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("ID", options->id, "Its id, in any form")->required();
  command
      ->add_option("--format", options->format,
                   "txt: its text alone; bib (BibTeX), ris, csl (CSL-JSON); cite: as the National "
                   "Archives and the Chicago manual cite it")
      ->check(CLI::IsMember({"text", "json", "txt", "bib", "ris", "csl", "cite"}))
      ->capture_default_str();
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
