#pragma once

#include "daemon/serve/site/route.h"

namespace cabled::serve {

// One function a kind of page, each in its own file.
HttpResponse front_page(const Visit& visit);

}  // namespace cabled::serve
