#include "parsers/web/robots.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Google's limit, eight times the longest URL that browsers took.
constexpr std::size_t kMaxLineBytes = 2083 * 8 - 1;
constexpr std::size_t kMaxSitemaps = 1000;
constexpr std::size_t kMaxSitemapUrl = 8192;
// A longer delay than a day is a way to say "never"; the caller caps it further as it likes.
constexpr double kMaxDelaySeconds = 86'400;
constexpr std::string_view kEveryAgent = "*";
// Bytes of target looked at for one decision. A file full of wildcards and a URL of 8 kB, both by
// one author, took 3.8 s without this bound (measured); the longest honest files stay far below.
constexpr std::size_t kMaxSearchBytes = std::size_t{8} << 20U;

constexpr bool is_agent_character(char c) noexcept {
  return ascii::is_alpha(c) || c == '-' || c == '_';
}

// RFC 9309 section 2.2.1: letters, '_' and '-'; what follows is version or comment.
std::string product_token(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, is_agent_character);
  return ascii::lower(text.substr(0, static_cast<std::size_t>(end - text.begin())));
}

std::string agent_of_line(std::string_view value) {
  const bool every = value.starts_with('*') && (value.size() == 1 || ascii::is_space(value[1]));
  return every ? std::string(kEveryAgent) : product_token(value);
}

std::optional<std::chrono::milliseconds> read_delay(std::string_view value) {
  double seconds = 0;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), seconds, std::chars_format::fixed);
  if (error != std::errc() || !(seconds >= 0)) return std::nullopt;
  return std::chrono::milliseconds(
      static_cast<std::chrono::milliseconds::rep>(std::min(seconds, kMaxDelaySeconds) * 1000));
}

struct KeyValue {
  std::string_view key;
  std::string_view value;
};

// "key: value # comment"; without a colon, a blank may part exactly two words.
std::optional<KeyValue> read_line(std::string_view line) {
  line = ascii::trim(line.substr(0, line.find('#')));
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    return KeyValue{ascii::trim(line.substr(0, colon)), ascii::trim(line.substr(colon + 1))};
  }
  const std::size_t blank = line.find_first_of(" \t");
  if (blank == std::string_view::npos) return std::nullopt;
  const std::string_view value = ascii::trim(line.substr(blank));
  if (value.find_first_of(" \t") != std::string_view::npos) return std::nullopt;
  return KeyValue{line.substr(0, blank), value};
}

// "/dir/index.html" names "/dir/" too, on nearly every server.
std::optional<std::string> directory_of_index(std::string_view pattern) {
  const std::size_t slash = pattern.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  if (!pattern.substr(slash + 1).starts_with("index.htm")) return std::nullopt;
  return std::string(pattern.substr(0, slash + 1)) + '$';
}

}  // namespace

// Consecutive User-agent lines share the rules after them; the first of them after a rule begins a
// new group, and no other line does (RFC 9309 section 2.2.4).
struct Robots::Reader {
  Robots& robots;
  bool in_rules = true;

  void take_agent(std::string_view value) {
    if (std::exchange(in_rules, false)) robots.groups_.emplace_back();
    robots.groups_.back().agents.push_back(agent_of_line(value));
  }

  void take_rule(Line::Kind kind, std::string_view value, int number) {
    if (robots.groups_.empty()) return;
    robots.groups_.back().lines.push_back({kind, std::string(value), number});
    if (kind != Line::Kind::kCrawlDelay) in_rules = true;
  }

  void take(std::string_view line, int number) {
    const std::optional<KeyValue> pair = read_line(line.substr(0, kMaxLineBytes));
    if (!pair) return;
    if (ascii::iequals(pair->key, "user-agent")) {
      take_agent(pair->value);
    } else if (ascii::iequals(pair->key, "allow")) {
      take_rule(Line::Kind::kAllow, pair->value, number);
    } else if (ascii::iequals(pair->key, "disallow")) {
      take_rule(Line::Kind::kDisallow, pair->value, number);
    } else if (ascii::iequals(pair->key, "crawl-delay")) {
      take_rule(Line::Kind::kCrawlDelay, pair->value, number);
    } else if (ascii::iequals(pair->key, "sitemap") && !pair->value.empty() &&
               pair->value.size() <= kMaxSitemapUrl && robots.sitemaps_.size() < kMaxSitemaps) {
      robots.sitemaps_.emplace_back(pair->value);
    }
  }
};

Robots Robots::parse(std::string_view bytes) {
  if (bytes.size() > kMaxBytes) {
    // A cut rule would say more than its author did.
    bytes = bytes.substr(0, kMaxBytes);
    const std::size_t end = bytes.find_last_of("\r\n");
    bytes = bytes.substr(0, end == std::string_view::npos ? 0 : end);
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);

  Robots robots;
  Reader reader{robots};
  for (int number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    reader.take(bytes.substr(0, end), number);
    const bool pair = bytes.substr(end).starts_with("\r\n");
    bytes.remove_prefix(std::min(end + (pair ? 2 : 1), bytes.size()));
  }
  return robots;
}

RobotsRules Robots::rules_for(std::string_view agent) const {
  const std::string own = product_token(agent);
  const auto names = [](const std::string& name) {
    return [&name](const Group& group) {
      return std::ranges::find(group.agents, name) != group.agents.end();
    };
  };
  const std::string every(kEveryAgent);
  const bool named = !own.empty() && std::ranges::any_of(groups_, names(own));
  const auto applies = names(named ? own : every);

  RobotsRules rules;
  const auto add = [&](std::string_view pattern, RobotsRules::Verdict verdict, int line) {
    rules.rules_.push_back({RobotsPattern(pattern), verdict, line});
  };
  for (const Group& group : groups_) {
    if (!applies(group)) continue;
    for (const Line& line : group.lines) {
      if (line.kind == Line::Kind::kCrawlDelay) {
        // The most patient of several is right for all of them.
        rules.crawl_delay_ = std::max(rules.crawl_delay_, read_delay(line.value));
      } else if (!line.value.empty()) {
        const bool allow = line.kind == Line::Kind::kAllow;
        add(line.value, allow ? RobotsRules::Verdict::kAllow : RobotsRules::Verdict::kDisallow,
            line.number);
        const std::optional<std::string> directory = directory_of_index(line.value);
        if (allow && directory) add(*directory, RobotsRules::Verdict::kAllow, line.number);
      }
    }
  }
  // The longest pattern decides, and of two alike the one that allows.
  std::ranges::stable_sort(rules.rules_, [](const auto& a, const auto& b) {
    if (a.pattern.length() != b.pattern.length()) return a.pattern.length() > b.pattern.length();
    return a.verdict < b.verdict;
  });
  return rules;
}

RobotsDecision RobotsRules::decision(std::string_view target) const {
  const std::string form = robots_form(target.empty() ? "/" : target);
  // The file itself may always be fetched (RFC 9309 section 2.2.2).
  if (form == "/robots.txt") return {true, std::nullopt, crawl_delay_};
  std::size_t searched = 0;
  for (const Rule& rule : rules_) {
    if (rule.pattern.has_wildcard()) searched += form.size();
    if (searched > kMaxSearchBytes) return {false, std::nullopt, crawl_delay_};
    if (!rule.pattern.matches(form)) continue;
    return {rule.verdict == Verdict::kAllow, rule.line, crawl_delay_};
  }
  return {true, std::nullopt, crawl_delay_};
}

}  // namespace cabled
