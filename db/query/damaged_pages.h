#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// The URLs of the frontier whose pages give a text of a cable that, as it is published, is seen to
/// lack something; of one source, where it is named. In order. Indexes used: cable_damaged,
/// rendition_cable_id_content_key_key, cable_twin, sighting_pkey, url_url_key.
std::vector<std::string> pages_of_damaged_cables(pqxx::work& tx,
                                                 const std::optional<std::string>& source);

}  // namespace cabled::db
