#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// The channel on which readers of the outbox are woken. The base is polling: a notice that is lost
/// costs time, no change.
inline constexpr const char* kChangeChannel = "cabled_change";

/// How many changes a row of the outbox holds at the most, and by how much the numbers of rows grow
/// (migrations/0003_followers.sql).
inline constexpr std::int64_t kMostLinesOfRow = 64;

/// Collects the changes of one transaction and writes them with it: all of a cable in one row, as
/// each row has two indexes to go into.
class ChangeLog {
 public:
  enum class CableChange { kNew, kChanged, kGone };

  void cable(std::string_view cable_id, CableChange change);
  void rendition(std::string_view cable_id, std::int64_t rendition_id);
  void sighting(std::string_view cable_id, std::int64_t rendition_id, const std::string& url);
  void link(std::string_view from_id, const std::string& kind, const std::string& to_id);
  // Rows that were taken away are called by their natural keys; content keys in hex.
  void gone_rendition(std::string_view cable_id, const std::string& content_key);
  void gone_sighting(std::string_view cable_id, const std::string& content_key,
                     const std::string& url);
  void gone_link(std::string_view from_id, const std::string& kind, const std::string& to_id);

  /// Inserts what was collected, in the order in which cables were first named, and wakes the
  /// readers when the transaction commits.
  void write(pqxx::work& tx) const;

 private:
  struct Row {
    std::string cable_id;
    std::string_view kind;
    std::string detail;  ///< JSON
    std::string more;    ///< its elements
    int lines = 1;
  };
  void add(std::string_view kind, std::string_view cable_id, const std::string& members);

  std::vector<Row> rows_;
  std::unordered_map<std::string, std::size_t> last_row_;  ///< by cable
};

}  // namespace cabled::db
