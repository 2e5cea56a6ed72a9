#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/url.h"
#include "parsers/web/robots_pattern.h"

namespace cabled {

/// What robots.txt says of one URL.
struct RobotsDecision {
  bool allowed = true;
  std::optional<int> line;  ///< the line that decided, counted from 1; absent: no rule fitted
  std::optional<std::chrono::milliseconds> crawl_delay;

  bool operator==(const RobotsDecision&) const = default;
};

/// The rules that one agent has to obey, ready for many questions.
class RobotsRules {
 public:
  /// `target` is path and query as in the request line; empty means "/". When the search for the
  /// rule costs more than any honest file and URL can, the answer is a refusal that names no line.
  RobotsDecision decision(std::string_view target) const;
  RobotsDecision decision(const Url& url) const { return decision(url.target()); }

  std::optional<std::chrono::milliseconds> crawl_delay() const noexcept { return crawl_delay_; }

 private:
  friend class Robots;
  enum class Verdict { kAllow, kDisallow };
  struct Rule {
    RobotsPattern pattern;
    Verdict verdict;
    int line;
  };

  std::vector<Rule> rules_;  ///< the most specific first
  std::optional<std::chrono::milliseconds> crawl_delay_;
};

/// A robots.txt file read by RFC 9309. Any bytes are a robots.txt file; lines that say nothing
/// known are passed over, so a page of HTML allows everything.
///
/// Beyond the RFC, as Google's parser does: a blank may stand for the colon, lines are cut at
/// 16,663 bytes, and "Allow: …/index.html" allows "…/" too. Crawl-delay and Sitemap are read.
class Robots {
 public:
  /// What is read of a file (RFC 9309 section 2.5); a line cut by it is left out.
  static constexpr std::size_t kMaxBytes = std::size_t{500} << 10U;

  static Robots parse(std::string_view bytes);

  /// The rules of the groups that name the agent's product token ("cabled" of "cabled/1.0 (…)"),
  /// merged; else those for "*"; else none.
  RobotsRules rules_for(std::string_view agent) const;

  RobotsDecision decision(std::string_view agent, std::string_view target) const {
    return rules_for(agent).decision(target);
  }
  RobotsDecision decision(std::string_view agent, const Url& url) const {
    return rules_for(agent).decision(url);
  }

  /// Whether any line is a rule: a file without is empty, or no robots.txt at all.
  bool has_rules() const noexcept { return !groups_.empty(); }

  /// Values of the Sitemap lines as found, at most 1,000.
  const std::vector<std::string>& sitemaps() const noexcept { return sitemaps_; }

 private:
  struct Line {
    enum class Kind { kAllow, kDisallow, kCrawlDelay };
    Kind kind;
    std::string value;
    int number;
  };
  struct Group {
    std::vector<std::string> agents;  ///< product tokens in lower case, or "*"
    std::vector<Line> lines;
  };
  struct Reader;

  std::vector<Group> groups_;
  std::vector<std::string> sitemaps_;
};

}  // namespace cabled
