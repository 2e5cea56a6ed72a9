#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <utility>

#include "db/corpus/import_undo.h"
#include "db/sql/connection.h"

namespace cabled {

/// What taking an import back came to in this run.
struct RemovalCounts {
  std::uint64_t looked_at = 0;  ///< pages of the import
  std::uint64_t total = 0;      ///< of them, with those that are left
  db::RemovedRows removed;

  std::uint64_t kept() const { return looked_at - static_cast<std::uint64_t>(removed.captures); }
};

/// Takes the pages of an import back whose undo has begun: some hundreds a transaction, so that
/// whoever stores waits for moments only, and a stop, or a kill, costs no more than that.
class ImportRemoval {
 public:
  using Tell = std::function<void(const RemovalCounts&)>;

  /// `told` is given the counts after each transaction.
  ImportRemoval(db::Connection& connection, std::int64_t import, Tell told)
      : connection_(connection), import_(import), told_(std::move(told)) {}

  /// Until none are left, or `stop`, which is a failure: the same goes on from there.
  Result<void> run(const std::stop_token& stop);

  const RemovalCounts& counts() const noexcept { return counts_; }

 private:
  Result<void> count();

  db::Connection& connection_;
  std::int64_t import_;
  Tell told_;
  RemovalCounts counts_;
};

}  // namespace cabled
