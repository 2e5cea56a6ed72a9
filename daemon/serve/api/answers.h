#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "daemon/serve/site/route.h"
#include "daemon/serve/site/search_request.h"
#include "parsers/model/error.h"

namespace cabled::serve {

HttpResponse json_answer(const nlohmann::ordered_json& value);

/// An error as programs read it (RFC 9457).
HttpResponse problem(int status, std::string_view title, std::string_view detail);

/// What the database did not answer: 400 where a value of the request is to blame, else 503. It
/// tells nothing of the insides.
HttpResponse unanswered_problem(const Visit& visit, const Error& error);
HttpResponse wrong_search_problem(const SearchFault& fault);

}  // namespace cabled::serve
