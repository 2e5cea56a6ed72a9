#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/parse_requests.h"
#include "daemon/cli/read_input.h"
#include "daemon/import/file_kind.h"
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
  tell_of_typed_input();
  std::size_t number = 0;
  for (std::string line; output().works() && std::getline(std::cin, line);) {
    ++number;
    if (line.empty()) continue;
    output().json(answer_request(line, number, reader));
    output().flush();
  }
  return kDone;
}

bool is_archive(std::string_view bytes) { return kind_of_bytes(bytes, {}) != FileKind::kPage; }

/// What the reasons of docs/verdicts.md say of a file.
std::string_view words_of(std::string_view reason) {
  constexpr auto kWords = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"empty_page", "it has no text"},
       {"binary", "it is no text"},
       {"index_page", "it is a list of others"},
       {"quotes_only", "it quotes a telegram that lacks its head or its body"},
       {"consent_wall", "it asks for consent to cookies"},
       {"login_wall", "it asks for a login"},
       {"captcha", "it asks whether its reader is a person"},
       {"error_page", "it says that the page is missing"},
       {"no_telegram_lines", "it is an ordinary page"}});
  const auto found =
      std::ranges::find(kWords, reason, &std::pair<std::string_view, std::string_view>::first);
  return found == kWords.end() ? reason : found->second;
}

/// Why a file gives no cable, and what takes it if it is one of pages.
std::string no_cable(const std::string& name, const Page& page, const PageReading& reading) {
  const auto* none = std::get_if<NotACable>(&reading.outcome);
  std::string message =
      fmt::format("no cable in '{}': {}", name,
                  none != nullptr ? words_of(none->reason)
                                  : std::string_view(std::get<Error>(reading.outcome).message));
  if (is_archive(page.bytes)) message += "; hint: `cabled import` takes archives and tables";
  return message;
}

// Prints the answer for one file; false when the file could not be read.
bool parse_file(const std::string& name, const ParseCommand& options,
                const PageReaderOptions& reader) {
  CommandResult<std::string> bytes = read_input(name);
  if (!bytes) {
    report(bytes.error());
    return false;
  }
  Page page{std::move(*bytes), "", ""};
  const PageReading reading = read_page(page, reader);
  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  if (!options.text) {
    output().json(reading_line(name, reading));
    if (cable == nullptr && is_archive(page.bytes)) complain(no_cable(name, page, reading));
    return true;
  }
  if (cable == nullptr) {
    report({kFailed, no_cable(name, page, reading)});
    return false;
  }
  output().text(cable->text);
  return true;
}

// Each file of a folder, in order of path.
bool parse_folder(const std::string& name, const ParseCommand& options,
                  const PageReaderOptions& reader) {
  bool all_read = true;
  bool has_file = false;
  const auto walked = walk_page_files(name, [&](const std::filesystem::path& file) {
    has_file = true;
    all_read = parse_file(file.string(), options, reader) && all_read;
    return output().works();
  });
  if (!walked) {
    report({kFailed, walked.error().message});
  } else if (!has_file) {
    report({kFailed, fmt::format("there is no file in '{}'", name)});
  }
  return walked && has_file && all_read;
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
  CLI::Option* files = command->add_option(
      "FILE", options->files, "Pages or texts, or folders of them; - is standard input");
  CLI::Option* jsonl = command
                           ->add_flag("--jsonl", options->jsonl,
                                      "Read requests from standard input, one JSON object per line")
                           ->excludes(files);
  command->add_flag("--text", options->text, "Print the clean text alone")->excludes(jsonl);
  command->add_flag("--explain", options->explain,
                    "Say which rule found the cable and what was removed");
  command->add_flag("--no-profiles", options->no_profiles, "Use the generic locator alone");
  command->callback([options, &invocation] {
    if (!options->jsonl && options->files.empty()) options->files.emplace_back("-");
    invocation.run = [options, &invocation] { return run_parse(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
