#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace cabled::cli {

/// A member of a request that may be missing; "" when it is, or is no text.
std::string text_member(const nlohmann::ordered_json& request, const char* key);

/// What a checker says to one request; `id` is added by answer_lines().
using Answerer = std::function<nlohmann::ordered_json(const nlohmann::ordered_json& request)>;

/// The --jsonl loop of the checkers: a request a line from standard input, an answer a line, in
/// order and at once. A line that is no JSON object gets an answer with `error`, and the stream
/// goes on.
void answer_lines(const Answerer& answer);

}  // namespace cabled::cli
