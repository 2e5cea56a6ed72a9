#include <fmt/format.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/cli/command.h"
#include "daemon/cli/word_hints.h"
#include "daemon/json/cable_json.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/cable/station/stations.h"

namespace cabled::cli {
namespace {

/// The ids that a text has side by side; of several, canonical_id() would answer with one.
std::set<std::string> ids_in(const std::string& text) {
  static constexpr std::string_view kBetween = ",; \t\n";
  std::set<std::string> ids;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
    if (const auto id = CableId::parse(text.substr(at, end - at))) ids.insert(id->text());
    at = end + 1;
  }
  return ids;
}

Result<CableId> read_id(const std::string& text) {
  if (const auto ids = ids_in(text); ids.size() > 1) {
    return fail(ErrorKind::kInvalid, "'{}' holds {} ids; hint: give each as a word of its own",
                text, ids.size());
  }
  return canonical_id(text);
}

/// What is to be said of "05 RIO 123" without its quotes: no word is an id, and together they are.
std::string remark_on_words(const std::vector<std::string>& texts) {
  const std::string joined = fmt::format("{}", fmt::join(texts, " "));
  const bool any = std::ranges::any_of(
      texts, [](const std::string& text) { return canonical_id(text).has_value(); });
  if (texts.size() < 2 || any || !canonical_id(joined)) return "";
  return fmt::format("an id with blanks stands in quotes: '{}'", joined);
}

void tell_of_unknown_station(const CableId& id) {
  if (known_station(id.station())) return;
  complain(fmt::format("'{}' is no station that is known", id.station()));
}

/// An error with a hint, unless it has one or the words are hinted at as a whole.
void complain_of(const Error& error, const std::string& text, bool has_hint) {
  has_hint = has_hint || error.message.find("; hint: ") != std::string::npos;
  complain(error.message + (has_hint ? "" : hint_for_id(text)));
}

int run_id(const std::vector<std::string>& texts, bool json) {
  bool all_read = true;
  const std::string of_words = remark_on_words(texts);
  for (const std::string& text : texts) {
    const Result<CableId> id = read_id(text);
    all_read = all_read && id.has_value();
    if (json) {
      nlohmann::ordered_json answer{{"input", text}, {"id", nullptr}, {"error", nullptr}};
      if (id) {
        answer["id"] = id->text();
      } else {
        answer["error"] = id.error().message;
      }
      output().json(to_line(answer));
    } else if (id) {
      output().text(id->text() + '\n');
      tell_of_unknown_station(*id);
    } else {
      // A line for every text, so that answers can be paired with questions.
      output().text("-\n");
      complain_of(id.error(), text, !of_words.empty());
    }
  }
  if (!of_words.empty() && !json) complain(of_words);
  return all_read ? kDone : kFailed;
}

}  // namespace

void add_id_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("id", "Canonical ids: 05RIO123 becomes 05RIODEJANEIRO123");
  auto texts = std::make_shared<std::vector<std::string>>();
  command->add_option("TEXT", *texts, "Ids in any form")->required();
  command->callback([texts, &invocation] {
    invocation.run = [texts, &invocation] { return run_id(*texts, invocation.common.json); };
  });
}

}  // namespace cabled::cli
