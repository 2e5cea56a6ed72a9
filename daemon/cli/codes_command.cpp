#include <memory>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/cli/command.h"
#include "daemon/config/nearest_name.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/code_json.h"
#include "daemon/system/terminal.h"
#include "parsers/codes/codes.h"
#include "parsers/model/ascii.h"

namespace cabled::cli {
namespace {

void print_code(const Code& code, bool json) {
  if (json) {
    output().json(to_line(code_json(code)));
    return;
  }
  output().text(fmt::format("{:<20} {:<17} {}\n", printable_line(code.code), to_string(code.kind),
                            code.meaning.empty() ? "(meaning unknown)" : code.meaning));
}

// Of three or four letters any code is near to many others.
std::string near_code(const std::string& text) {
  static constexpr std::size_t kShortest = 5;
  if (text.size() < kShortest) return "";
  std::vector<std::string> known;
  for (const Code& code : known_codes()) known.push_back(code.code);
  return did_you_mean(ascii::upper(text), known);
}

int run_codes(const std::vector<std::string>& asked, const CommonOptions& common) {
  if (asked.empty()) {
    for (const Code& code : known_codes()) print_code(code, common.json);
    return kDone;
  }
  bool all = true;
  for (const std::string& text : asked) {
    const std::vector<Code> codes = codes_of(text);
    for (const Code& code : codes) print_code(code, common.json);
    if (!codes.empty()) continue;
    all = false;
    complain(fmt::format("'{}' is not known{}", text, near_code(text)), kFailed);
  }
  return all ? kDone : kFailed;
}

}  // namespace

void add_codes_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand(
      "codes", "What TAGS, stations, captions and acronyms mean; without CODE, all that are known");
  auto codes = std::make_shared<std::vector<std::string>>();
  command->add_option("CODE", *codes, "A code, in any case");
  command->callback([codes, &invocation] {
    invocation.run = [codes, &invocation] { return run_codes(*codes, invocation.common); };
  });
}

}  // namespace cabled::cli
