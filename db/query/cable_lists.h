#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A cable as lists show it.
struct ListedCable {
  std::string id;
  std::optional<std::string> subject;
  std::optional<std::string> sent_at;
  std::optional<std::string> station;
  std::optional<std::string> classification;
  std::string first_seen_at;
  std::string changed_at;
};

/// The cables that came last, the newest first. Index used: rendition_pkey, from its end.
std::vector<ListedCable> newest_cables(pqxx::work& tx, int most);

/// The cables of the same station before and after one, by time and id; none for a cable without a
/// station or date. Index used: cable_station.
struct Neighbours {
  std::optional<ListedCable> previous;
  std::optional<ListedCable> next;
};
Neighbours neighbours(pqxx::work& tx, const std::string& id);

/// When the last cable before a span of time was sent and the first after it. Index used:
/// cable_sent.
struct TimesAround {
  std::optional<std::string> before;
  std::optional<std::string> after;
};
TimesAround times_around(pqxx::work& tx, const std::string& from, const std::string& to);

/// The cables that refer to one, by time, whether that is there or not. Index used: cable_link_to.
std::vector<ListedCable> citing_cables(pqxx::work& tx, const std::string& id, int most);

}  // namespace cabled::db
