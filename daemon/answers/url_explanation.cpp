#include "daemon/answers/url_explanation.h"

#include <algorithm>

#include "daemon/json/nullable.h"
#include "db/query/status_queries.h"
#include "parsers/web/address_range.h"
#include "parsers/web/robots.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

void explain_rule(Json& out, const CrawlRules& rules, const Url& url, const SourceRules* asked) {
  const SourceRules* taker = asked != nullptr ? asked : rules.source_of(url);
  if (taker == nullptr) {
    out["source"] = nullptr;
    out["rule"] = "no source has this host";
    out["wanted_as"] = nullptr;
    return;
  }
  const auto kind = taker->kind_of(url);
  out["source"] = taker->source().name;
  out["rule"] = taker->reason_for(url);
  out["wanted_as"] = kind ? Json(db::to_string(*kind)) : Json(nullptr);
}

void explain_frontier(Json& out, const db::UrlStatus& status) {
  out["verdict"] = status.verdict;
  out["reason"] = nullable(status.reason);
  out["detail"] = nullable(status.detail);
  out["cables"] = status.cables;
  out["redirect_to"] = nullable(status.redirect_to);
  out["attempts"] = status.attempts;
  out["depth"] = status.depth;
  out["discovered_at"] = status.discovered_at;
  out["fetched_at"] = nullable(status.fetched_at);
  out["due_at"] = nullable(status.due_at);
}

void explain_host(Json& out, const db::UrlStatus& status, const Url& url,
                  const std::string& agent) {
  Json robots{{"rule", status.robots_rule}, {"allowed", nullptr}, {"line", nullptr}};
  if (status.robots_rule == "body") {
    const RobotsDecision decision = Robots::parse(status.robots_body).decision(agent, url);
    robots["allowed"] = decision.allowed;
    robots["line"] = nullable(decision.line);
  } else if (status.robots_rule != "unknown") {
    robots["allowed"] = status.robots_rule == "allow_all";
  }
  // While it holds, nothing else is asked of the host: its last error is that of robots.txt.
  const bool is_shut = status.robots_rule == "disallow_all";
  robots["trouble"] = is_shut ? nullable(status.host_last_error) : Json(nullptr);
  out["robots"] = std::move(robots);
  out["host"] = {{"origin", status.host},
                 {"next_allowed_at", nullable(status.host_next_allowed_at)},
                 {"blocked_until", nullable(status.host_blocked_until)},
                 {"last_error", nullable(status.host_last_error)},
                 {"lease_owner", nullable(status.lease_owner)}};
  out["source_paused_at"] = nullable(status.source_paused_at);
}

/// When the URL is fetched next, in a sentence.
std::string next_visit_sentence(const Json& out, const db::UrlStatus& status,
                                const CrawlRules& rules) {
  const bool is_configured =
      !status.source || std::ranges::any_of(rules.sources(), [&](const auto& entry) {
        return entry.second.source().name == *status.source;
      });
  if (!is_configured) {
    return fmt::format("not by itself, since its source '{}' is not configured", *status.source);
  }
  if (status.source_paused_at) {
    return fmt::format("not while its source is paused (since {})", *status.source_paused_at);
  }
  const bool forbidden = status.robots_rule == "body" && out["robots"]["allowed"] == false;
  if (forbidden) return "not as long as robots.txt forbids it";
  if (!status.due_at) {
    return fmt::format("not by itself, since it is {}{}", status.verdict,
                       status.reason ? fmt::format(" ({})", *status.reason) : "");
  }
  // All are in one form and one zone, so that the later is the greater.
  std::string time = *status.due_at;
  std::string why = "when it is due";
  const auto later = [&](const std::optional<std::string>& other, const char* reason) {
    if (!other || *other <= time || other->starts_with('-')) return;
    time = *other;
    why = reason;
  };
  later(status.host_next_allowed_at, "when its host may be asked again");
  const bool is_shut = status.robots_rule == "disallow_all";
  later(status.host_blocked_until,
        is_shut ? "when its host is asked for robots.txt once more" : "when its host has rested");
  return fmt::format("not before {}, {}, after what is due there before it", time, why);
}

/// When a URL that the frontier does not know is fetched.
std::string first_visit_sentence(const Json& out, const CrawlRules& rules, const Url& url,
                                 const SourceRules* asked) {
  if (out["wanted_as"].is_null()) return "never: no source wants it";
  const SourceRules* taker = asked != nullptr ? asked : rules.source_of(url);
  if (taker->lists().contains(url)) return "once `cabled run` begins: its source names it";
  return "once a page or list that links to it has been read";
}

}  // namespace

CommandResult<Json> explain_url(db::Connection& connection, const CrawlRules& rules,
                                const std::string& agent, const Url& url,
                                const SourceRules* source) {
  Json out{{"url", url.text()}};
  explain_rule(out, rules, url, source);
  const auto range = judge_host(url.host());
  out["address"] = range ? Json(to_string(*range)) : Json("judged when connecting");

  const auto status =
      db::transact(connection, [&](pqxx::work& tx) { return db::url_status(tx, url.text()); });
  if (!status) return tl::unexpected(command_error(status.error()));
  out["in_frontier"] = status->has_value();
  if (*status) {
    explain_frontier(out, **status);
    explain_host(out, **status, url, agent);
    out["next"] = next_visit_sentence(out, **status, rules);
  } else {
    out["next"] = first_visit_sentence(out, rules, url, source);
  }
  return out;
}

}  // namespace cabled
