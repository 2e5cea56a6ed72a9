#pragma once

#include <string>
#include <string_view>

#include "daemon/serve/html/address.h"
#include "daemon/serve/site/route.h"
#include "parsers/model/error.h"

namespace cabled::serve {

/// Pages that say why there is no page. `words` is one or two sentences for people; it may quote
/// what was asked for.
HttpResponse not_found_page(const Visit& visit, std::string_view words);
HttpResponse bad_request_page(const Visit& visit, std::string_view words);

/// For a request that is refused before anyone has read it whole.
HttpResponse refusal_page(const Visit& visit, int status, std::string_view words);

/// Leads to the address where the page is to be found for good.
HttpResponse moved_page(const Visit& visit, const Address& to);

/// For what the database did not answer. The reader is told what to do, not what happened inside.
HttpResponse unanswered_page(const Visit& visit, const Error& error);

}  // namespace cabled::serve
