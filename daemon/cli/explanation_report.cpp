#include "daemon/cli/explanation_report.h"

#include <string_view>

#include "daemon/app/output.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/words.h"
#include "db/frontier/ruling.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLabelWidth = 12;

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return "";
  return found->is_string() ? found->get<std::string>() : to_line(*found);
}

void tell(std::string_view label, const std::string& words) {
  if (words.empty()) return;
  output().line(fmt::format("{:<{}}{}", label, kLabelWidth, words), kLabelWidth);
}

std::string rule_words(const Json& facts) {
  const std::string source = text_of(facts, "source");
  if (source.empty()) return "none has this host";
  const std::string kind = text_of(facts, "wanted_as");
  const std::string rule = text_of(facts, "rule");
  if (kind.empty()) return fmt::format("{} does not want it: {}", source, rule);
  return fmt::format("{} takes it as {} {}: {}", source, kind == "index" ? "an" : "a", kind, rule);
}

std::string state_words(const Json& facts) {
  if (facts["in_frontier"] == false) return "not known yet: no page or list named it";
  std::string words = text_of(facts, "verdict");
  const std::string reason = text_of(facts, "reason");
  if (!reason.empty()) {
    const db::Ruling ruling = db::stored_ruling(words, reason, "");
    const std::string_view sentence = db::rule_of(ruling.reason).sentence;
    words += fmt::format(" ({}{}{})", reason, sentence.empty() ? "" : ": ", sentence);
  }
  if (const std::string detail = text_of(facts, "detail"); !detail.empty()) words += "; " + detail;
  if (const std::string to = text_of(facts, "redirect_to"); !to.empty())
    words += "; leads to " + to;
  const std::string fetched = text_of(facts, "fetched_at");
  return words + (fetched.empty() ? "; not fetched yet" : "; last fetched " + fetched);
}

std::string cables_words(const Json& facts) {
  std::string words;
  if (!facts.contains("cables")) return words;
  for (const Json& id : facts["cables"]) {
    words += (words.empty() ? "" : ", ") + id.get<std::string>();
  }
  return words;
}

std::string way_words(const Json& facts) {
  if (facts["in_frontier"] == false) return "";
  const auto depth = facts["depth"].get<std::int64_t>();
  const auto attempts = facts["attempts"].get<std::int64_t>();
  std::string words =
      fmt::format("{}, {}", text_of(facts, "discovered_at"),
                  depth == 0 ? "where the crawl begins or by hand"
                             : cabled::counted(depth, "link from a seed", "links from a seed"));
  if (attempts > 0) words += "; " + cabled::counted(attempts, "failed try", "failed tries");
  return words;
}

std::string robots_words(const Json& robots) {
  const std::string rule = text_of(robots, "rule");
  const std::string line = text_of(robots, "line");
  const std::string trouble = text_of(robots, "trouble");
  if (rule == "unknown") return "not asked for yet";
  if (rule == "allow_all") return "the host has none: all is allowed";
  if (rule == "disallow_all") {
    return "cannot be had, so nothing is fetched" + (trouble.empty() ? "" : ": " + trouble);
  }
  return std::string(robots["allowed"] == true ? "allows it" : "forbids it") +
         (line.empty() ? ": no line is about it" : ": " + line);
}

std::string host_words(const Json& host) {
  std::string words = text_of(host, "origin");
  const auto add = [&](const char* key, std::string_view before) {
    if (const std::string text = text_of(host, key); !text.empty()) {
      words += fmt::format("; {} {}", before, text);
    }
  };
  add("next_allowed_at", "may be asked again at");
  add("blocked_until", "left alone until");
  add("lease_owner", "in the hands of");
  add("last_error", "last error:");
  return words;
}

}  // namespace

void print_explanation(const Json& explanation, bool json) {
  if (json) {
    output().json(to_line(explanation));
    return;
  }
  output().line(text_of(explanation, "url"), kLabelWidth);
  tell("source", rule_words(explanation));
  tell("address", text_of(explanation, "address"));
  tell("state", state_words(explanation));
  tell("cables", cables_words(explanation));
  tell("known since", way_words(explanation));
  if (explanation.contains("robots")) tell("robots.txt", robots_words(explanation["robots"]));
  if (explanation.contains("host")) tell("host", host_words(explanation["host"]));
  if (const std::string paused = text_of(explanation, "source_paused_at"); !paused.empty()) {
    tell("paused", "its source is, since " + paused);
  }
  tell("next visit", text_of(explanation, "next"));
}

}  // namespace cabled::cli
