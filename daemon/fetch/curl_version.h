#pragma once

#include <string>

namespace cabled {

/// libcurl and what it is built with, as it says itself: "libcurl/7.88.1 OpenSSL/3.0.19 …".
std::string curl_library_versions();

}  // namespace cabled
