#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/answers/status_answer.h"
#include "daemon/app/session.h"
#include "db/sql/connection.h"

namespace cabled {

/// Something that will not right itself.
struct Need {
  std::string cause;  ///< paused, drift, visit, set_aside, lag, lost_pages, database
  std::string text;
};

/// What the answer to `status` alone shows: pauses, drifts, batches set aside, and of the
/// `configured` sources those that nobody ever began to visit.
std::vector<Need> needs_of(const StatusAnswer& status, const std::vector<std::string>& configured);

/// All that needs a person: that, lists that are a day late, followers that are two days behind,
/// and raw pages that are lost.
CommandResult<std::vector<Need>> read_needs(const Session& session, db::Connection& connection,
                                            const StatusAnswer& status);

nlohmann::ordered_json needs_json(const std::vector<Need>& needs);

}  // namespace cabled
