#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "db/feed/change_reader.h"
#include "db/feed/feed_position.h"
#include "db/feed/feed_rows.h"
#include "db/feed/feed_sums.h"

namespace cabled {

/// What one step brings downstream: rows as they are now, and the changes that named them (none
/// while the first copy is made).
struct FeedBatch {
  std::span<const db::Change> changes;
  const db::FeedRows& rows;
};

/// What a downstream has of a range of cables at one moment, and where it stood then.
struct FeedSums {
  std::optional<db::FeedPosition> position;
  db::CableSums sums;
};

/// A database or service that follows ours. Used from one thread; a failed call leaves it as it
/// was, and the next call connects anew.
class FeedTarget {
 public:
  FeedTarget() = default;
  FeedTarget(const FeedTarget&) = delete;
  FeedTarget& operator=(const FeedTarget&) = delete;
  FeedTarget(FeedTarget&&) = delete;
  FeedTarget& operator=(FeedTarget&&) = delete;
  virtual ~FeedTarget() = default;

  /// How it is called where no one named it; holds no secrets.
  virtual std::string name() const = 0;

  /// How far it has come; nothing when it is new.
  virtual Result<std::optional<db::FeedPosition>> position() = 0;

  /// Stores the batch and moves from `expected` to `next`, both or neither. kTransient when it
  /// stands elsewhere by now, because another feeder was here.
  virtual Result<void> apply(const FeedBatch& batch,
                             const std::optional<db::FeedPosition>& expected,
                             const db::FeedPosition& next) = 0;

  /// Of the changes of a batch that failed, how many at its front were taken all the same.
  virtual std::size_t taken() const { return 0; }
  /// After a failure, how long it is of no use to try again.
  virtual std::chrono::milliseconds rest() const { return std::chrono::milliseconds(0); }

  /// Whether a new one wants all that is there before what changes; else it starts with `now`.
  virtual bool wants_first_copy() const { return true; }

  /// As what it keeps rows; nothing when it has no rows that could be compared.
  virtual std::optional<db::FeedForm> form() const { return std::nullopt; }

  /// What it has of `range`. For those that have a form().
  virtual Result<FeedSums> sums(const db::CableRange& range) {
    return fail(ErrorKind::kInvalid, "'{}' keeps no rows ({} …)", name(), range.after);
  }
};

}  // namespace cabled
