#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/query/cable_queries.h"
#include "db/query/cable_search.h"

namespace cabled {

/// What a citation says of a cable. Absent parts are left out of it, never guessed.
struct CitedCable {
  std::string id = {};
  std::optional<std::string> subject = {};
  std::optional<std::string> sent_at = {};  ///< RFC 3339 UTC
  std::optional<std::string> from = {};     ///< as the telegram has it: "AMEMBASSY TOKYO"
  std::optional<std::string> to = {};       ///< the first addressee
  std::optional<std::string> station = {};
  std::optional<std::string> classification = {};
  std::vector<std::string> tags = {};
  std::string url = {};  ///< where it can be read; may be empty
};

/// Its URL is the first place on the web where the published text was seen, else the first at all.
CitedCable cited_cable(const db::StoredCable& cable);
CitedCable cited_cable(const db::SearchHit& hit);

}  // namespace cabled
