#include "parsers/page/gate.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct Sign {
  std::string_view words;  ///< lower case
  std::string_view verdict;
};

/// Pages that stand in another page's place say so in a few words; longer pages may speak of them.
constexpr std::size_t kGateBytes = 4000;

constexpr std::array kSigns{
    Sign{"captcha", "captcha"},
    Sign{"are you a robot", "captcha"},
    Sign{"not a robot", "captcha"},
    Sign{"verify you are human", "captcha"},
    Sign{"verify that you are human", "captcha"},
    Sign{"checking your browser", "captcha"},
    Sign{"unusual traffic", "captcha"},
    Sign{"just a moment...", "captcha"},
    Sign{"before you continue", "consent_wall"},
    Sign{"we value your privacy", "consent_wall"},
    Sign{"accept all cookies", "consent_wall"},
    Sign{"accept cookies", "consent_wall"},
    Sign{"manage your consent", "consent_wall"},
    Sign{"we use cookies", "consent_wall"},
    Sign{"log in to continue", "login_wall"},
    Sign{"please log in", "login_wall"},
    Sign{"please sign in", "login_wall"},
    Sign{"sign in to continue", "login_wall"},
    Sign{"forgot your password", "login_wall"},
    Sign{"subscribe to continue", "login_wall"},
    Sign{"subscribers only", "login_wall"},
    Sign{"page not found", "error_page"},
    Sign{"404 not found", "error_page"},
    Sign{"error 404", "error_page"},
    Sign{"page cannot be found", "error_page"},
    Sign{"page you requested", "error_page"},
    Sign{"page you are looking for", "error_page"},
    Sign{"no longer available", "error_page"},
    Sign{"internal server error", "error_page"},
    Sign{"service unavailable", "error_page"},
    Sign{"temporarily unavailable", "error_page"},
    Sign{"bad gateway", "error_page"},
    Sign{"403 forbidden", "error_page"},
    Sign{"access denied", "error_page"},
    Sign{"error establishing a database connection", "error_page"},
    Sign{"account has been suspended", "error_page"},
    Sign{"domain is for sale", "error_page"},
    Sign{"has not archived that url", "error_page"},
    Sign{"page has been excluded from the wayback", "error_page"},
};

/// What a gate speaks of besides its sign, in the words of dozens of them.
constexpr auto kOfCaptcha = std::to_array<std::string_view>(
    {"captcha", "robot", "human", "verif", "browser", "javascript", "security", "ray id", "traffic",
     "ip address", "access", "automat", "request", "connection", "wait", "moment", "check"});
constexpr auto kOfConsent = std::to_array<std::string_view>(
    {"cookie", "consent", "privacy", "partner", "personal data", "preference", "accept", "advertis",
     "continue", "your data", "personalis", "personaliz", "legitimate interest", "settings"});
constexpr auto kOfLogin = std::to_array<std::string_view>(
    {"log in", "login", "sign in", "sign up", "password", "account", "subscri", "member",
     "register", "e-mail", "email", "user name", "username", "continue reading", "free trial",
     "remember me"});
constexpr auto kOfError = std::to_array<std::string_view>(
    {"not found", "error",       "page",          "moved",   "deleted",   "removed",   "exist",
     "url",       "address",     "link",          "server",  "try again", "later",     "sorry",
     "oops",      "unavailable", "request",       "search",  "denied",    "forbidden", "permission",
     "domain",    "suspended",   "administrator", "archive", "available"});

std::span<const std::string_view> words_of(std::string_view verdict) {
  if (verdict == "captcha") return kOfCaptcha;
  if (verdict == "consent_wall") return kOfConsent;
  return verdict == "login_wall" ? std::span<const std::string_view>(kOfLogin) : kOfError;
}

bool speaks_of(std::string_view line, std::span<const std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return ascii::icontains(line, word); });
}

std::string_view verdict_of_sign(std::string_view line) {
  const auto* sign = std::ranges::find_if(
      kSigns, [&](const Sign& candidate) { return ascii::icontains(line, candidate.words); });
  return sign == kSigns.end() ? std::string_view() : sign->verdict;
}

// Lines of a page that are its own: menus are those of every page of the site.
bool is_own(const JudgedLine& line) { return !line.blank && !line.linked; }

// The page says at least as much of the gate as of all else.
bool is_most_of(const JudgedPage& page, std::string_view verdict) {
  const auto words = words_of(verdict);
  std::size_t of_gate = 0;
  std::size_t of_else = 0;
  for (const JudgedLine& line : page.lines) {
    if (!is_own(line)) continue;
    const bool belongs = speaks_of(line.text, words) || verdict_of_sign(line.text) == verdict;
    (belongs ? of_gate : of_else) += line.text.size();
  }
  return of_gate >= of_else;
}

}  // namespace

std::string_view gate_verdict(const JudgedPage& page) {
  std::size_t bytes = 0;
  for (const JudgedLine& line : page.lines) bytes += line.text.size();
  if (bytes > kGateBytes) return {};
  for (const JudgedLine& line : page.lines) {
    const std::string_view verdict = verdict_of_sign(line.text);
    if (!verdict.empty() && is_most_of(page, verdict)) return verdict;
  }
  return {};
}

}  // namespace cabled
