#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/query/cable_filter.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

struct ExportedCable {
  std::string id;
  std::string fields;
  std::string text;
};

/// The cables that a filter leaves, by id, as they were when it was made; they stream through a
/// cursor, so memory does not grow with their number. It lives no longer than its transaction, in
/// which it must be the first to speak. One that was cut short is gone on with after the last id it
/// gave: none comes twice, and what changed meanwhile comes after the first one's cursor.
class CableStream {
 public:
  CableStream(pqxx::work& tx, const CableFilter& filter, const std::optional<std::string>& after);

  /// The next `count` cables; none at the end.
  std::vector<ExportedCable> next(int count);

  /// The cursor that the next export with `since` goes on from.
  const ChangeCursor& cursor() const noexcept { return cursor_; }
  /// About how many cables there are; 0 where a filter leaves that open.
  std::uint64_t estimate() const noexcept { return estimate_; }

 private:
  pqxx::work& tx_;
  ChangeCursor cursor_;
  std::uint64_t estimate_ = 0;
};

}  // namespace cabled::db
