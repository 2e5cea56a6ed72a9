#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A place where a rendition was seen. Times are RFC 3339 UTC.
struct StoredSighting {
  std::string url;
  std::string site;
  std::string first_seen_at;
  std::string last_seen_at;
  std::optional<std::string>
      superseded_at;  ///< since when today's parser reads that page otherwise
};

/// One distinct text of a cable.
struct StoredRendition {
  std::string cable_id;     ///< that of a malformed twin, where it came under one
  std::string content_key;  ///< hex
  int completeness = 0;
  std::string first_seen_at;
  std::string text;
  std::vector<StoredSighting> sightings;
  std::optional<std::string> superseded_at;  ///< since when no page gives it any more
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
  std::string fields;         ///< JSON, without text, prose and paragraphs
  std::string field_sources;  ///< JSON: field → content key, of fields that best_key's text lacks
  std::string best_key;       ///< hex
  std::string text;           ///< as published
  bool assembled = false;     ///< whether the text was put together from sections
  std::string first_seen_at;
  std::string changed_at;
  std::vector<StoredRendition>
      renditions;  ///< the best first, then superseded ones, those of twins last
  std::vector<StoredLink> links;
};

/// A cable with all that is known of it; nothing when the id is not there. The id of a malformed
/// twin finds the cable that it is published under.
std::optional<StoredCable> find_cable(pqxx::work& tx, const std::string& id);

}  // namespace cabled::db
