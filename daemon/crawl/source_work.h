#pragma once

#include <memory>
#include <set>
#include <string>

#include "daemon/schedule/crawl_rules.h"
#include "db/sql/pqxx_traits.h"

namespace cabled {

/// What sources want done by the clock or by numbers: runs of their schedules, and the URLs that
/// their templates give. Any daemon does it; the database sees to it that one does.
class SourceWork {
 public:
  explicit SourceWork(std::shared_ptr<const CrawlRules> rules) : rules_(std::move(rules)) {}

  /// Starts the runs that are due, each once however many were missed, and says when the next is.
  void start_runs(pqxx::work& tx) const;

  /// Writes out more numbers of the templates whose last ones are fetched. A run of
  /// `template_misses` missing pages ends the numbers that the last braces give; the next month (or
  /// whatever stands before) begins anew. True while any template has more to give.
  bool extend_templates(pqxx::work& tx);

 private:
  void plan_next_run(pqxx::work& tx, int source_id, const SourceRules& source) const;
  bool extend(pqxx::work& tx, int source_id, const SourceRules& source, std::size_t number);

  const std::shared_ptr<const CrawlRules> rules_;
  std::set<std::string> done_;  ///< templates that have ended, so that they are not asked for again
};

}  // namespace cabled
