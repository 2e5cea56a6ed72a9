#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "daemon/pipeline/page_job.h"
#include "db/corpus/import_store.h"

namespace cabled {

/// What an item came to.
enum class Settled { kOther, kDamaged, kCable, kNotACable, kRejected };

/// Cables and texts that this run wrote, as against those that were there.
struct FreshCounts {
  std::uint64_t cables = 0;
  std::uint64_t renditions = 0;
};

/// Keeps the account of an import: items are entered in order and settled in any order, and an
/// archive's progress covers exactly those before the first that is not settled. Any thread.
class ImportLedger {
 public:
  struct SavedAccount {
    std::int64_t archive;
    db::ImportProgress progress;
  };

  /// Opens the account of an archive, or of loose files, by its row; the items entered from now on
  /// are its.
  void open(std::int64_t archive, const db::ImportProgress& so_far);
  /// All items of the open account have been entered.
  void close();

  /// Enters the next item; the answer is its ticket.
  std::uint64_t enter(std::uint64_t offset);
  void settle(std::uint64_t ticket, Settled as);
  /// Settles pages by what the pipeline says of them after its commit.
  void settle(std::span<const PageNote> notes);

  /// Accounts with progress since the last call.
  std::vector<SavedAccount> take_changes();

  /// All accounts together, with what earlier runs had settled.
  db::ImportProgress total() const;
  FreshCounts fresh() const;
  std::uint64_t unsettled() const;

 private:
  struct Entry {
    std::size_t account;
    std::uint64_t offset;
    std::optional<Settled> as = {};
    std::uint64_t further = 0;  ///< cables beside the first
    bool is_end = false;        ///< no item: the account's last has been entered
  };
  struct Account {
    std::int64_t archive;
    db::ImportProgress progress;
    bool has_changed = false;
  };
  Entry& entry_of(std::uint64_t ticket);
  void advance();

  mutable std::mutex mutex_;
  std::deque<Entry> entries_;  // this and all below guarded by mutex_
  std::uint64_t first_ticket_ = 0;
  std::vector<Account> accounts_;
  FreshCounts fresh_;
};

}  // namespace cabled
