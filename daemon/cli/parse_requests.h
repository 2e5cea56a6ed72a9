#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "parsers/page/read_page.h"

namespace cabled::cli {

/// The answer object of one page: id, outcome, cable, reason, and `explain` when asked for.
nlohmann::ordered_json reading_to_json(const std::string& id, const PageReading& reading);

/// Answers one line of `parse --jsonl`; a line that is no request gets an answer with outcome
/// "error" that names its line number. Returns one line of JSON without \n.
std::string answer_request(std::string_view line, std::size_t line_number,
                           const PageReaderOptions& options);

}  // namespace cabled::cli
