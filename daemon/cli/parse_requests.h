#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "parsers/page/read_page.h"

namespace cabled::cli {

/// The answer to one page, a line of JSON: id, outcome, cable, reason, and `explain` when asked
/// for.
std::string reading_line(const nlohmann::ordered_json& id, const PageReading& reading);

/// Answers one line of `parse --jsonl`; a line that is no request gets an answer with outcome
/// "error" that names its line number. Returns one line of JSON without \n.
std::string answer_request(std::string_view line, std::size_t line_number,
                           const PageReaderOptions& options);

}  // namespace cabled::cli
