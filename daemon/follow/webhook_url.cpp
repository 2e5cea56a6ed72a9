#include "daemon/follow/webhook_url.h"

#include <algorithm>
#include <array>

#include "daemon/json/base64.h"
#include "parsers/model/ascii.h"
#include "parsers/model/url_escape.h"

namespace cabled {
namespace {

constexpr const char* kCure = "; hint: put it into --password-file";

// What services call the parameter that says who may post.
constexpr std::array<std::string_view, 16> kSecretParameters{
    "access_key", "access_token", "api_key", "api_token",    "apikey", "auth",
    "auth_token", "key",          "passwd",  "password",     "pwd",    "secret",
    "sig",        "signature",    "token",   "client_secret"};

bool is_secret_name(std::string_view parameter) {
  std::string name = percent_decoded(parameter);
  std::ranges::transform(name, name.begin(), ascii::to_lower);
  std::ranges::replace(name, '-', '_');
  return std::ranges::find(kSecretParameters, name) != kSecretParameters.end();
}

/// `rest`: what follows the authority.
bool has_secret_parameter(std::string_view rest) {
  std::size_t start = rest.find('?');
  while (start != std::string_view::npos) {
    const std::size_t end = rest.find_first_of("&;#", start + 1);
    const std::string_view pair = rest.substr(start + 1, end - start - 1);
    if (is_secret_name(pair.substr(0, pair.find('=')))) return true;
    start = end;
  }
  return false;
}

/// "host", "host:port" or "[address]:port", with nothing in it that a secret could be.
bool is_host(std::string_view text) {
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view port =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  const std::string_view host = text.substr(0, colon);
  return !host.empty() && std::ranges::all_of(port, ascii::is_digit) &&
         std::ranges::all_of(host, [](char c) {
           return ascii::is_alnum(c) ||
                  std::string_view(".-_[]:").find(c) != std::string_view::npos;
         });
}

}  // namespace

Result<WebhookUrl> read_webhook_url(std::string_view url) {
  const std::size_t begin = url.find("://") + 3;
  const std::size_t end = std::min(url.find_first_of("/?#\\", begin), url.size());
  const std::string_view authority = url.substr(begin, end - begin);
  const std::size_t at = authority.rfind('@');
  const bool names_user = at != std::string_view::npos;
  const std::string_view user = names_user ? authority.substr(0, at) : std::string_view();
  if (percent_decoded(user).find(':') != std::string::npos) {
    return fail(ErrorKind::kInvalid, "the webhook's URL holds a password{}", kCure);
  }
  if (has_secret_parameter(url.substr(end))) {
    return fail(ErrorKind::kInvalid, "the webhook's URL holds a secret in its query{}", kCure);
  }
  const std::string_view host = authority.substr(names_user ? at + 1 : 0);
  if (!is_host(host)) return fail(ErrorKind::kInvalid, "the webhook's URL names no host");
  const std::string shown = fmt::format("{}{}", url.substr(0, begin), host);
  return WebhookUrl{fmt::format("{}{}", shown, url.substr(end)), percent_decoded(user), shown};
}

std::string authorization(const WebhookUrl& url, std::string_view password) {
  if (url.user.empty()) return fmt::format("Authorization: Bearer {}", password);
  return fmt::format("Authorization: Basic {}",
                     encode_base64(fmt::format("{}:{}", url.user, password)));
}

}  // namespace cabled
