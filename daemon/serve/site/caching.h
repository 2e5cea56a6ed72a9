#pragma once

#include <string_view>

#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"

namespace cabled::serve {

/// Sets Last-Modified from a time as the database writes it (RFC 3339); leaves it out where `time`
/// is none.
void set_last_modified(HttpResponse& response, std::string_view time);

/// What is sent to whoever asks with `request` for `fresh`: 304 when it is the same that the client
/// has. What says when it changed may be kept for ten minutes; its ETag is a digest of its bytes,
/// because the page of a cable changes with other cables too (who refers to it, which of its
/// references are held). All else is asked for anew each time, unless it has a Cache-Control.
HttpResponse revalidated(const HttpRequest& request, HttpResponse fresh);

}  // namespace cabled::serve
