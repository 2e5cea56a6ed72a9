#include <memory>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/cli/command.h"
#include "daemon/json/cable_json.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::cli {
namespace {

int run_id(const std::vector<std::string>& texts, bool json) {
  bool all_read = true;
  for (const std::string& text : texts) {
    const Result<CableId> id = canonical_id(text);
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
    } else {
      // A line for every text, so that answers can be paired with questions.
      output().text("-\n");
      complain(id.error().message);
    }
  }
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
