#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// Refuses a URI or keyword string that holds a password: it would be seen in process lists, logs
/// and backups of the configuration. Refuses URIs of other schemes as well. The message does not
/// repeat the URL.
Result<void> check_database_url(std::string_view url);

/// Reads the one line of a file of secrets. kRefused when users other than the owner and his group
/// could read or change it.
Result<std::string> read_secret(const std::filesystem::path& file);

/// `url` with the password in it, for libpq alone: never for logs or arguments.
std::string with_password(std::string_view url, std::string_view password);

/// `url` for logs and people; one that holds a password is not shown at all.
std::string without_password(std::string_view url);

}  // namespace cabled
