#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/app/contact.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/hopeless_lists.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/findings.h"
#include "daemon/cli/machine_findings.h"
#include "daemon/cli/try_source.h"
#include "daemon/config/database_url.h"
#include "daemon/config/nearest_name.h"
#include "daemon/config/option_docs.h"
#include "daemon/config/validate_config.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/system/words.h"

namespace cabled::cli {
namespace {

Finding judge_contact(const Config& config) {
  if (const Result<void> reachable = check_contact(config); !reachable) {
    return {Verdict::kBad, "contact", reachable.error().message};
  }
  if (!config.contact.empty()) return {Verdict::kGood, "contact", full_user_agent(config)};
  return {Verdict::kGood, "contact", "not needed: no source beyond this machine"};
}

Finding judge_database(const Config& config) {
  if (config.database.url.empty()) return {Verdict::kGood, "database", "embedded"};
  return {Verdict::kGood, "database", without_password(config.database.url)};
}

void append(Findings& all, Findings more) { std::ranges::move(more, std::back_inserter(all)); }

Findings judge_source(const Config& config, const Source& source) {
  const std::string subject = "source " + source.name;
  Config alone = config;
  alone.sources = {source};
  if (const auto own = SourceRules::make(source); !own) {
    return bad_findings(subject, own.error().message);
  }
  const Result<CrawlRules> rules = CrawlRules::make(alone, {{source.name, 1}});
  if (!rules) return bad_findings("configuration", rules.error().message);
  Findings findings{
      {Verdict::kGood, subject,
       cabled::counted(static_cast<std::int64_t>(source.seeds.size()), "seed", "seeds") + ", " +
           cabled::counted(static_cast<std::int64_t>(source.index.size() + source.include.size() +
                                                     source.exclude.size()),
                           "pattern", "patterns")}};
  for (const HopelessList& list : hopeless_lists(*rules)) {
    findings.push_back({Verdict::kBad, subject,
                        fmt::format("'{}' cannot be fetched: {}; hint: allow_private, if it is "
                                    "yours",
                                    list.url, list.reason)});
  }
  if (!source.crawl_robots) {
    findings.push_back({Verdict::kWarning, subject, "robots.txt is not obeyed"});
  }
  if (!source.verify_tls) {
    findings.push_back({Verdict::kWarning, subject, "certificates are not verified"});
  }
  return findings;
}

Findings judge_configuration(const Config& config) {
  Findings findings = judge_config_file(config);
  if (findings.empty()) {
    findings.push_back({Verdict::kGood, "configuration", "no file, defaults apply"});
  }
  findings.push_back(judge_contact(config));
  findings.push_back(judge_state_dir(config));
  findings.push_back(judge_database(config));
  findings.push_back(judge_descriptors(config));
  append(findings, judge_secret_files(config));
  if (config.sources.empty()) {
    findings.push_back({Verdict::kWarning, "sources", "none: `run` will have nothing to crawl"});
  }
  for (const Source& source : config.sources) append(findings, judge_source(config, source));
  return findings;
}

int list_settings() {
  output().text(settings_help());
  return kDone;
}

int run_trial(const std::string& name, const CommonOptions& common) {
  const CommandResult<Config> config = configure(common);
  if (!config) return report(config.error());
  const auto source = std::ranges::find(config->sources, name, &Source::name);
  if (source == config->sources.end()) {
    std::vector<std::string> names = source_names(config->sources);
    return report({kFailed, fmt::format("no source named '{}' is configured{}", name,
                                        did_you_mean(name, names))});
  }
  const Findings findings = try_source(*config, *source);
  print(findings, common.json ? Style::kJson : Style::kText);
  return any_bad(findings) ? kFailed : kDone;
}

int run_check(const CommonOptions& common) {
  const CommandResult<Config> config = configure(common);
  if (!config && config.error().code != kConfiguration) return report(config.error());
  const Findings findings =
      config ? judge_configuration(*config) : bad_findings("configuration", config.error().message);
  print(findings, common.json ? Style::kJson : Style::kText);
  return any_bad(findings) ? kConfiguration : kDone;
}

}  // namespace

void add_check_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("check", "Check the configuration: settings, seeds, contact, permissions");
  auto settings = std::make_shared<bool>(false);
  command->add_flag("--settings", *settings, "List all settings with their meaning and default");
  auto source = std::make_shared<std::string>();
  command
      ->add_option("--try", *source,
                   "Fetch robots.txt and one page of each kind of this source, and say what was "
                   "found; nothing is stored")
      ->type_name("SOURCE");
  command->callback([settings, source, &invocation] {
    invocation.run = [settings, source, &invocation] {
      if (!source->empty()) return run_trial(*source, invocation.common);
      return *settings ? list_settings() : run_check(invocation.common);
    };
  });
}

}  // namespace cabled::cli
