#include "daemon/fetch/curl_version.h"

#include <curl/curl.h>

namespace cabled {

std::string curl_library_versions() { return curl_version(); }

}  // namespace cabled
