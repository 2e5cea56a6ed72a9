#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "db/sql/array_parameter.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// The channel on which readers of the outbox are woken. The base is polling: a notice that is lost
/// costs time, no change.
inline constexpr const char* kChangeChannel = "cabled_change";

/// Collects the changes of one transaction and writes them with it.
class ChangeLog {
 public:
  enum class CableChange { kNew, kChanged };

  void cable(std::string_view cable_id, CableChange change);
  void rendition(std::string_view cable_id, std::int64_t rendition_id);
  void sighting(std::string_view cable_id, std::int64_t rendition_id, std::string_view url);
  void link(std::string_view from_id, std::string_view kind, std::string_view to_id);

  /// Inserts what was collected, in order, and wakes the readers when the transaction commits.
  void write(pqxx::work& tx) const;

 private:
  void add(std::string_view kind, std::string_view cable_id);

  ArrayParameter kind_, cable_, renditions_, urls_, link_kinds_, link_ends_, fresh_;
  bool any_ = false;
};

}  // namespace cabled::db
