#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "daemon/follow/feed_target.h"
#include "daemon/system/progress.h"
#include "db/feed/feed_consumers.h"
#include "db/feed/held_changes.h"
#include "db/sql/connection.h"
#include "parsers/model/search_query.h"

namespace cabled {

struct FeederOptions {
  std::string consumer;  ///< name under which the place is kept upstream
  int batch = 500;       ///< changes, or cables of the first copy, a transaction
  db::KeptChanges keep;
  bool copy_anew = false;  ///< whatever the target has
  /// What the cables of its changes have to match. Only for targets without a first copy.
  std::optional<SearchQuery> match = {};
};

/// Brings one target up to date, step by step. Each step reads one snapshot upstream and is one
/// transaction downstream, so that it may be killed anywhere and done again. Used from one thread.
class Feeder {
 public:
  enum class Step { kMoved, kNothingNew };

  Feeder(db::Connection upstream, FeedTarget& target, FeederOptions options);

  /// Does what comes next. After a kTransient failure it may be called again: it then looks anew
  /// where the target stands.
  Result<Step> step();

  /// What there is and may not be given out yet.
  Result<std::optional<db::HeldChanges>> held();

  /// Deletes what no consumer needs any more.
  Result<std::int64_t> prune();

  const ProgressCounts& counts() const noexcept { return counts_; }

 private:
  Result<Step> begin();
  Result<Step> copy_anew();
  Result<Step> fill();
  Result<Step> follow();
  void count_changes(pqxx::work& tx);
  Result<void> move_to(const FeedBatch& batch, db::FeedPosition next);
  Result<void> start_over(const std::optional<db::FeedPosition>& from);

  db::Connection upstream_;
  FeedTarget& target_;
  FeederOptions options_;
  bool known_ = false;  ///< whether position_ is what the target has
  std::optional<db::FeedPosition> position_;
  ProgressCounts counts_;
  bool counted_ = false;  ///< whether counts_.total covers what there was to follow
};

}  // namespace cabled
