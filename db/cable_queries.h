#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/pqxx_traits.h"

namespace cabled::db {

/// A place where a rendition was seen. Times are RFC 3339 UTC.
struct StoredSighting {
  std::string url;
  std::string site;
  std::string first_seen_at;
  std::string last_seen_at;
};

/// One distinct text of a cable.
struct StoredRendition {
  std::string content_key;  ///< hex
  int completeness = 0;
  std::string first_seen_at;
  std::string text;
  std::vector<StoredSighting> sightings;
};

/// A link between two cables, as seen from one of them.
struct StoredLink {
  std::string kind;
  std::string other_id;
  bool incoming = false;
  bool known = false;  ///< whether the other cable is in the database
};

struct StoredCable {
  std::string id;
  std::string fields;  ///< JSON, without text, prose and paragraphs
  std::string text;    ///< of the best rendition
  std::string first_seen_at;
  std::string changed_at;
  std::vector<StoredRendition> renditions;  ///< the best one first
  std::vector<StoredLink> links;
};

/// A cable with all that is known of it; nothing when the id is not there.
std::optional<StoredCable> find_cable(pqxx::work& tx, const std::string& id);

/// What a search or an export is narrowed to; absent parts do not narrow.
struct CableFilter {
  std::optional<std::string> from;  ///< sent at or after, anything PostgreSQL takes for a time
  std::optional<std::string> to;    ///< sent before
  std::optional<std::string> station;
  std::optional<std::string> tag;
  std::optional<std::string> classification;
  std::optional<std::string> site;
};

struct SearchHit {
  std::string id;
  std::optional<std::string> subject;
  std::optional<std::string> sent_at;
  std::optional<std::string> classification;
  double rank = 0;
  std::string snippet;  ///< found words between \x02 and \x03, which no stored text holds
};

/// Full-text search in websearch syntax, best first. Index used: cable_search.
std::vector<SearchHit> search_cables(pqxx::work& tx, const std::string& query,
                                     const CableFilter& filter, int limit, int offset);

struct ExportedCable {
  std::string id;
  std::string fields;
  std::string text;
};

/// The next `limit` cables after `last_id` in order of id. Index used: cable_pkey.
std::vector<ExportedCable> cables_after(pqxx::work& tx, const CableFilter& filter,
                                        const std::string& last_id, int limit);

}  // namespace cabled::db
