#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/parse_requests.h"
#include "daemon/cli/read_input.h"
#include "daemon/import/page_files.h"
#include "daemon/json/cable_json.h"
#include "daemon/pipeline/reader_options.h"

namespace cabled::cli {
namespace {

struct ParseCommand {
  std::vector<std::string> files;
  bool jsonl = false;
  bool text = false;
  bool explain = false;
  bool no_profiles = false;
};

PageReaderOptions reader_for(const ParseCommand& options, const Config& config) {
  PageReaderOptions reader = reader_options(config, nullptr);
  reader.profiles = options.no_profiles ? Profiles::kIgnore : Profiles::kUse;
  reader.explain = options.explain ? Explain::kYes : Explain::kNo;
  return reader;
}

int run_jsonl(const PageReaderOptions& reader) {
  std::size_t number = 0;
  for (std::string line; output().works() && std::getline(std::cin, line);) {
    ++number;
    if (line.empty()) continue;
    output().json(answer_request(line, number, reader));
    output().flush();
  }
  return kDone;
}

// Prints the answer for one file; false when the file could not be read.
bool parse_file(const std::string& name, const ParseCommand& options,
                const PageReaderOptions& reader) {
  std::optional<std::string> bytes = read_input(name);
  if (!bytes) {
    complain("cannot read '" + name + "'");
    return false;
  }
  Page page{std::move(*bytes), "", ""};
  const PageReading reading = read_page(page, reader);
  if (options.text) {
    if (const Cable* cable = std::get_if<Cable>(&reading.outcome)) output().text(cable->text);
    return std::holds_alternative<Cable>(reading.outcome);
  }
  output().json(reading_line(name, reading));
  return true;
}

// Each file of a folder, in order of path.
bool parse_folder(const std::string& name, const ParseCommand& options,
                  const PageReaderOptions& reader) {
  bool all_read = true;
  const auto walked = walk_page_files(name, [&](const std::filesystem::path& file) {
    all_read = parse_file(file.string(), options, reader) && all_read;
    return output().works();
  });
  if (!walked) complain(walked.error().message);
  return walked && all_read;
}

int run_files(const ParseCommand& options, const PageReaderOptions& reader) {
  bool all_read = true;
  std::error_code none;
  for (const std::string& name : options.files) {
    if (!output().works()) break;
    const bool is_folder = name != "-" && std::filesystem::is_directory(name, none);
    all_read = (is_folder ? parse_folder : parse_file)(name, options, reader) && all_read;
  }
  return all_read ? kDone : kFailed;
}

int run_parse(const ParseCommand& options, const CommonOptions& common) {
  const CommandResult<Config> config = configure(common);
  if (!config) return report(config.error());
  const PageReaderOptions reader = reader_for(options, *config);
  return options.jsonl ? run_jsonl(reader) : run_files(options, reader);
}

}  // namespace

void add_parse_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("parse", "Read cables from pages or plain text; no database, no network");
  auto options = std::make_shared<ParseCommand>();
  command->add_option("FILE", options->files,
                      "Pages or texts, or folders of them; - is standard input");
  command->add_flag("--jsonl", options->jsonl,
                    "Read requests from standard input, one JSON object per line");
  command->add_flag("--text", options->text, "Print the clean text alone");
  command->add_flag("--explain", options->explain,
                    "Say which rule found the cable and what was removed");
  command->add_flag("--no-profiles", options->no_profiles, "Use the generic locator alone");
  command->callback([options, &invocation] {
    if (!options->jsonl && options->files.empty()) options->files.emplace_back("-");
    invocation.run = [options, &invocation] { return run_parse(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
