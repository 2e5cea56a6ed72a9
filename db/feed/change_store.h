#pragma once

#include <cstdint>
#include <optional>
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

  /// Inserts what was collected, in order, and wakes the readers when the transaction commits.
  void write(pqxx::work& tx) const;

 private:
  struct Entry {
    std::string_view kind;
    std::string_view cable_id;
    std::optional<std::int64_t> rendition = {};
    std::optional<std::string> content_key = {};
    std::optional<std::string> url = {};
    std::optional<std::string> link_kind = {};
    std::optional<std::string> link_to = {};
    std::optional<bool> fresh = {};
    bool gone = false;
  };
  void add(const Entry& entry);

  ArrayParameter kind_, cable_, renditions_, content_keys_, urls_, link_kinds_, link_ends_, fresh_,
      gone_;
  bool any_ = false;
};

}  // namespace cabled::db
