#include "daemon/import/import_ledger.h"

#include <utility>

namespace cabled {
namespace {

Settled settled_as(const PageNote& note) {
  if (note.ruling.verdict == db::Verdict::kRefused) return Settled::kNotACable;
  if (note.ruling.verdict == db::Verdict::kFailed) return Settled::kRejected;
  return Settled::kCable;
}

void count_one(db::ImportProgress& progress, Settled as, std::uint64_t further) {
  ++progress.records;
  progress.further += further;
  switch (as) {
    case Settled::kOther:
      ++progress.other;
      return;
    case Settled::kDamaged:
      ++progress.damaged;
      return;
    case Settled::kCable:
      ++progress.cables;
      return;
    case Settled::kNotACable:
      ++progress.not_cables;
      return;
    case Settled::kRejected:
      ++progress.rejected;
      return;
  }
}

}  // namespace

void ImportLedger::open(std::int64_t archive, const db::ImportProgress& so_far) {
  const std::lock_guard lock(mutex_);
  accounts_.push_back({archive, so_far, false});
}

void ImportLedger::close() {
  const std::lock_guard lock(mutex_);
  entries_.push_back(
      {.account = accounts_.size() - 1, .offset = 0, .as = Settled::kOther, .is_end = true});
  advance();
}

std::uint64_t ImportLedger::enter(std::uint64_t offset) {
  const std::lock_guard lock(mutex_);
  entries_.push_back({.account = accounts_.size() - 1, .offset = offset});
  return first_ticket_ + entries_.size() - 1;
}

void ImportLedger::settle(std::uint64_t ticket, Settled as) {
  const std::lock_guard lock(mutex_);
  entry_of(ticket).as = as;
  advance();
}

void ImportLedger::settle(std::span<const PageNote> notes) {
  const std::lock_guard lock(mutex_);
  for (const PageNote& note : notes) {
    Entry& entry = entry_of(note.ticket);
    entry.as = settled_as(note);
    if (*entry.as == Settled::kCable && !note.cable_ids.empty()) {
      entry.further = note.cable_ids.size() - 1;
    }
    if (note.ruling.verdict != db::Verdict::kStored) continue;
    fresh_.cables += static_cast<std::uint64_t>(note.stored.new_cables);
    fresh_.renditions += static_cast<std::uint64_t>(note.stored.new_renditions);
  }
  advance();
}

ImportLedger::Entry& ImportLedger::entry_of(std::uint64_t ticket) {
  return entries_.at(static_cast<std::size_t>(ticket - first_ticket_));
}

void ImportLedger::advance() {
  while (!entries_.empty() && entries_.front().as) {
    const Entry entry = entries_.front();
    entries_.pop_front();
    ++first_ticket_;
    Account& account = accounts_[entry.account];
    account.has_changed = true;
    if (entry.is_end) {
      account.progress.finished = true;
      continue;
    }
    count_one(account.progress, *entry.as, entry.further);
    account.progress.last_offset = entry.offset;
  }
}

std::vector<ImportLedger::SavedAccount> ImportLedger::take_changes() {
  const std::lock_guard lock(mutex_);
  std::vector<SavedAccount> changes;
  for (Account& account : accounts_) {
    if (std::exchange(account.has_changed, false)) {
      changes.push_back({account.archive, account.progress});
    }
  }
  return changes;
}

db::ImportProgress ImportLedger::total() const {
  const std::lock_guard lock(mutex_);
  db::ImportProgress sum;
  for (const Account& account : accounts_) {
    sum.records += account.progress.records;
    sum.other += account.progress.other;
    sum.damaged += account.progress.damaged;
    sum.cables += account.progress.cables;
    sum.further += account.progress.further;
    sum.not_cables += account.progress.not_cables;
    sum.rejected += account.progress.rejected;
  }
  return sum;
}

FreshCounts ImportLedger::fresh() const {
  const std::lock_guard lock(mutex_);
  return fresh_;
}

std::uint64_t ImportLedger::unsettled() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace cabled
