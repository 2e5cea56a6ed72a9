#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/follow/feed_target.h"
#include "db/sql/connection.h"

namespace cabled {

/// A cable that is not downstream as it is here.
struct FeedDifference {
  std::string cable_id;
  std::string what;  ///< "missing", "too many", or the tables whose rows differ
};

/// What was found in one range of cables.
struct ComparedRange {
  db::CableRange range;
  std::int64_t cables = 0;   ///< on either side
  std::int64_t pending = 0;  ///< left out: their changes are still to come
  std::vector<FeedDifference> differences;
};

/// Compares a downstream with the corpus, range by range, while both are written: by counts and
/// sums that each side makes of its own rows. Used from one thread.
///
/// Left out are the cables that changes after the downstream's place tell of. Of all others it has
/// the rows as they are: the downstream is looked at first, and what it has newer than its place is
/// such a cable.
class FeedCheck {
 public:
  /// `batch`: cables of a range.
  FeedCheck(db::Connection upstream, FeedTarget& target, int batch)
      : upstream_(std::move(upstream)), target_(target), batch_(batch) {}

  /// Compares the next range; nothing when the last was compared. kRefused when the downstream's
  /// first copy is not whole, or has more to come than can be left out. kTransient as a feeder's.
  Result<std::optional<ComparedRange>> next();

  /// Puts what is here in the place of what the downstream has of the range. kTransient when it
  /// moved on meanwhile.
  Result<void> heal(const ComparedRange& compared);

  /// Lets next() give the same range again.
  void again() { last_ = here_; }

 private:
  Result<db::ChangeCursor> place_of(const std::optional<db::FeedPosition>& position) const;

  db::Connection upstream_;
  FeedTarget& target_;
  int batch_;
  std::optional<std::string> last_ = "";  ///< last cable compared; absent: all are
  std::optional<std::string> here_ = "";  ///< last_ before the present range
  std::optional<db::FeedPosition> position_;
};

}  // namespace cabled
