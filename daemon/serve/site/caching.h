#pragma once

#include <string_view>

#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"

namespace cabled::serve {

/// Sets Last-Modified from a time as the database writes it (RFC 3339); leaves it out where `time`
/// is none.
void set_last_modified(HttpResponse& response, std::string_view time);

/// What is sent to whoever asks with `request` for `fresh`: 304 when it is the same that the client
/// has. A page of 200 gets an ETag that is a digest of its bytes, because a cable's page changes
/// with other cables too (who refers to it, which of its references are held), and must be asked
/// for anew each time unless `fresh` says otherwise by its Cache-Control.
HttpResponse revalidated(const HttpRequest& request, HttpResponse fresh);

}  // namespace cabled::serve
