#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled::db {

/// A place in the order of changes of one database: everything up to it has been read.
///
/// It names a change, the last that was read, by its number and time: a database that was restored
/// from an older copy gives the same numbers to other changes.
///
/// As text "ORIGIN-XID-SEQ-US", where ORIGIN is the first part of the database's id, so that a
/// cursor of another database is told apart from ours. Consumers keep the text and look no further.
struct ChangeCursor {
  std::string origin;
  std::uint64_t xid = 0;
  std::int64_t seq = 0;
  std::int64_t us = 0;  ///< microseconds since 1970

  std::string text() const;
  /// Reads text() back. "0" is the beginning of whatever database is asked. kInvalid otherwise.
  static Result<ChangeCursor> parse(std::string_view text);

  auto operator<=>(const ChangeCursor&) const = default;
};

}  // namespace cabled::db
