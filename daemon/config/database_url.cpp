#include "daemon/config/database_url.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "daemon/system/file_descriptor.h"
#include "parsers/model/ascii.h"
#include "parsers/model/url_escape.h"

namespace cabled {
namespace {

constexpr std::array<std::string_view, 2> kSchemes{"postgresql://", "postgres://"};

/// What follows the scheme of a URI; nothing for a keyword string.
std::optional<std::string_view> after_scheme(std::string_view url) {
  for (const std::string_view scheme : kSchemes) {
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  }
  return std::nullopt;
}

bool is_secret_keyword(std::string_view keyword) {
  return keyword == "password" || keyword == "sslpassword";
}

/// User names end where libpq says: at the first '@' that no '/' precedes.
bool uri_holds_secret(std::string_view rest) {
  const std::string_view credentials = rest.substr(0, rest.find_first_of("@/"));
  const bool has_credentials = credentials.size() < rest.size() && rest[credentials.size()] == '@';
  if (has_credentials && credentials.find(':') != std::string_view::npos) return true;

  std::size_t start = rest.find('?');
  while (start != std::string_view::npos) {
    const std::size_t end = rest.find('&', start + 1);
    const std::string_view pair = rest.substr(start + 1, end - start - 1);
    if (is_secret_keyword(percent_decoded(pair.substr(0, pair.find('='))))) return true;
    start = end;
  }
  return false;
}

/// Where the value that starts at `i` ends: at its closing quote, else at a blank; a backslash
/// takes the next character with it.
std::size_t end_of_value(std::string_view text, std::size_t i) {
  const bool quoted = i < text.size() && text[i] == '\'';
  if (quoted) ++i;
  while (i < text.size() && (quoted ? text[i] != '\'' : !ascii::is_space(text[i]))) {
    i += text[i] == '\\' ? 2U : 1U;
  }
  return quoted ? i + 1 : i;
}

/// Walks `keyword = value` pairs as libpq does, blanks around '=' and all.
bool keywords_hold_secret(std::string_view text) {
  const auto after_blanks = [text](std::size_t i) {
    while (i < text.size() && ascii::is_space(text[i])) ++i;
    return i;
  };
  for (std::size_t i = after_blanks(0); i < text.size(); i = after_blanks(i)) {
    const std::size_t start = i;
    while (i < text.size() && text[i] != '=' && !ascii::is_space(text[i])) ++i;
    if (is_secret_keyword(text.substr(start, i - start))) return true;
    i = after_blanks(i);
    if (i < text.size() && text[i] == '=') i = after_blanks(i + 1);
    i = end_of_value(text, i);
  }
  return false;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += ascii::is_alnum(c) ? std::string(1, c)
                              : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

Result<void> check_database_url(std::string_view url) {
  const std::optional<std::string_view> rest = after_scheme(url);
  // libpq would look for a keyword in it, and quote all of it when there is none.
  if (!rest && url.find("://") < url.find('=')) {
    return fail(ErrorKind::kInvalid, "the database URL is neither postgresql:// nor keywords");
  }
  if (rest ? uri_holds_secret(*rest) : keywords_hold_secret(url)) {
    return fail(ErrorKind::kInvalid,
                "the database URL holds a password; hint: put it into database.password_file, "
                "~/.pgpass or a service file");
  }
  return {};
}

Result<std::string> read_secret(const std::filesystem::path& file) {
  static constexpr std::size_t kLongest = 4096;
  const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) {
    return fail(ErrorKind::kInvalid, "cannot read secret '{}': {}", file.string(),
                std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorKind::kInvalid, "secret '{}' is no file", file.string());
  }
  static constexpr mode_t kForbidden = S_IRWXO | S_IWGRP;
  if ((status.st_mode & kForbidden) != 0) {
    return fail(ErrorKind::kRefused, "others can read or change secret '{}'; hint: chmod 600",
                file.string());
  }
  std::string secret(kLongest, '\0');
  const ssize_t count = ::read(fd.get(), secret.data(), secret.size());
  secret.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
  secret.resize(std::min(secret.find_first_of(std::string_view("\r\n\0", 3)), secret.size()));
  if (secret.empty()) return fail(ErrorKind::kInvalid, "secret '{}' is empty", file.string());
  return secret;
}

std::string with_password(std::string_view url, std::string_view password) {
  if (after_scheme(url)) {
    const char separator = url.find('?') == std::string_view::npos ? '?' : '&';
    return fmt::format("{}{}password={}", url, separator, percent_encoded(password));
  }
  std::string escaped;
  for (const char c : password) {
    if (c == '\'' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return fmt::format("{} password='{}'", url, escaped);
}

std::string without_password(std::string_view url) {
  if (check_database_url(url)) return std::string(url);
  // Telling where a secret ends is as hard as parsing; a URL that holds one is not shown at all.
  return "(not shown: it holds a password)";
}

}  // namespace cabled
