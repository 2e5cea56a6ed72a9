#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/cli/command.h"
#include "daemon/cli/json_requests.h"
#include "daemon/cli/word_hints.h"
#include "daemon/fetch/address_guard.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "parsers/web/address_range.h"
#include "parsers/web/url_key.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

struct UrlCommand {
  std::vector<std::string> urls;
  std::string base;
  bool jsonl = false;
};

/// Why a URL is never fetched: a word for programs, a sentence for people.
struct UrlRefusal {
  std::string word;
  std::string detail;
};

UrlRefusal refusal_of(const Error& error) {
  if (error.kind == ErrorKind::kInvalid) return {"malformed", error.message};
  return {error.message.starts_with("scheme") ? "scheme" : "credentials", error.message};
}

Result<Url> read_url(const std::string& text, const std::string& base) {
  if (base.empty()) return Url::parse(text);
  const Result<Url> from = Url::parse(base);
  return from ? from->resolve(text) : from;
}

std::optional<UrlRefusal> refusal_of(const Url& url) {
  const std::optional<std::string> why = refuse_url(url, {}, Resolver::kOurs);
  if (!why) return std::nullopt;
  const std::optional<AddressRange> range = judge_host(url.host());
  const bool by_address = range && *range != AddressRange::kPublic;
  return UrlRefusal{by_address ? "refused range" : "refused port", *why};
}

Json judge_url(const std::string& text, const std::string& base) {
  Json out{{"canonical", nullptr}, {"host", nullptr}, {"key", nullptr}, {"refused", nullptr}};
  const auto refuse = [&](const UrlRefusal& refusal) {
    out["refused"] = refusal.word;
    out["detail"] = refusal.detail;
    return out;
  };
  const Result<Url> url = read_url(text, base);
  if (!url) return refuse(refusal_of(url.error()));
  out["host"] = url->host();
  if (const auto refusal = refusal_of(*url)) return refuse(*refusal);
  out["canonical"] = canonical_for_frontier(*url, {}).text();
  out["key"] = story_key(*url, {});
  return out;
}

/// What may have been meant by a word that is no URL; an address that is refused was meant.
std::string hint_for_refused(const std::string& text, const Json& answer) {
  return answer["host"].is_null() ? hint_for_url(text) : "";
}

int run_url(const UrlCommand& command, bool json) {
  if (command.jsonl) {
    answer_lines([](const Json& request) {
      return judge_url(text_member(request, "url"), text_member(request, "base"));
    });
    return kDone;
  }
  if (const Result<Url> base = Url::parse(command.base); !command.base.empty() && !base) {
    return report({kUsage, "--base: " + base.error().message + hint_for_url(command.base)});
  }
  bool all_good = true;
  for (const std::string& text : command.urls) {
    const Json answer = judge_url(text, command.base);
    const bool good = answer["refused"].is_null();
    all_good = all_good && good;
    if (json) {
      output().json(to_line(answer));
    } else if (good) {
      output().text(fmt::format("{}\n  key {}\n", answer["canonical"].get<std::string>(),
                                answer["key"].get<std::string>()));
    } else {
      output().text(fmt::format(
          "refused ({}): {}\n", answer["refused"].get<std::string>(),
          printable_line(answer["detail"].get<std::string>() + hint_for_refused(text, answer))));
    }
  }
  return all_good ? kDone : kFailed;
}

}  // namespace

void add_url_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("url", "Canonical form and story key of URLs, or why one is refused");
  auto options = std::make_shared<UrlCommand>();
  CLI::Option* urls =
      command->add_option("URL", options->urls, "URLs, or references when there is a base");
  command->add_option("--base", options->base, "URL of the page they stand on");
  command
      ->add_flag("--jsonl", options->jsonl,
                 "Read requests from standard input, one JSON object per line")
      ->excludes(urls);
  command->callback([options, &invocation] {
    if (!options->jsonl && options->urls.empty()) throw CLI::RequiredError("URL or --jsonl");
    invocation.run = [options, &invocation] { return run_url(*options, invocation.common.json); };
  });
}

}  // namespace cabled::cli
