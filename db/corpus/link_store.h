#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "db/sql/array_parameter.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

struct StoredCableLink {
  std::string from_id;
  std::string kind;
  std::string to_id;
};

/// The links that new texts name themselves: references, cancellations, replacements. The other end
/// need not be there.
class NamedLinks {
 public:
  void add(const std::string& from_id, const std::string& kind, const std::string& to_id);
  /// Inserts those that are not there yet and returns them.
  std::vector<StoredCableLink> write(pqxx::work& tx) const;

 private:
  ArrayParameter from_, kind_, to_;
  bool any_ = false;
};

/// Two texts that share a band are linked if their fingerprints differ in no more bits, that is if
/// about six in ten of their runs of words are the same (docs/database.md has the measurement).
inline constexpr int kNearDistance = 13;

/// New texts looking for others, under other ids, that are alike.
class NearDuplicates {
 public:
  void add(std::int64_t rendition_id, const std::vector<std::int64_t>& bands);

  /// Enters the bands and links whom they meet; returns the links that are new: near_duplicate,
  /// corrects, malformed_twin. What is published under what is for unite_twins() to settle. One
  /// look-up a band, however many cables there are; a crowd of more than 32 texts with one band is
  /// cut there.
  std::vector<StoredCableLink> write(pqxx::work& tx);

 private:
  using Entry = std::pair<std::int64_t, std::int64_t>;  // band, rendition id
  using Pair = std::pair<std::int64_t, std::int64_t>;   // rendition ids, the lower one first

  /// The entries of one band.
  std::span<const Entry> own_of(std::int64_t band) const;
  /// Enters all; a row for each text in a band that has more than one.
  pqxx::result enter(pqxx::work& tx) const;
  std::set<Pair> meet(pqxx::work& tx);

  std::vector<Entry> entries_;  ///< sorted once they are entered
};

}  // namespace cabled::db
