#include "db/frontier/ruling.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "parsers/model/error.h"

namespace cabled::db {
namespace {

constexpr std::array kVerdictWords{"pending", "stored", "duplicate", "refused", "failed", "read"};

// The order is that of Reason and of docs/verdicts.md, which a test compares.
constexpr std::array kRules{
    ReasonRule{Reason::kNone, "", Told::kNothing, Verdict::kRead, Next::kNothing, "", ""},
    ReasonRule{Reason::kDns, "dns", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "the name does not resolve, or not in time"},
    ReasonRule{Reason::kConnect, "connect", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "no connection, or not in time"},
    ReasonRule{Reason::kCertificate, "tls", Told::kTransfer, Verdict::kRefused, Next::kNothing, "",
               "the certificate does not convince"},
    ReasonRule{Reason::kHandshake, "tls", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "the handshake failed or was cut"},
    ReasonRule{Reason::kTimeout, "timeout", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "longer than `fetch.total_timeout`"},
    ReasonRule{Reason::kStalled, "stalled", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "slower than `fetch.low_speed_limit` for `fetch.low_speed_time`"},
    ReasonRule{Reason::kTruncated, "truncated", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "the connection ended before the answer did"},
    ReasonRule{Reason::kProxy, "proxy", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "the proxy failed, not the site"},
    ReasonRule{Reason::kCancelled, "cancelled", Told::kTransfer, Verdict::kFailed, Next::kAtOnce,
               "", "the daemon was stopped in the midst of it"},
    ReasonRule{Reason::kInternal, "internal", Told::kTransfer, Verdict::kFailed, Next::kAgain, "",
               "our own side: no memory, a library misused"},
    ReasonRule{Reason::kDescriptors, "descriptors", Told::kTransfer, Verdict::kFailed,
               Next::kAtOnce, "", "our own side: no file descriptor was left; the crawl waits"},
    ReasonRule{Reason::kProtocol, "protocol", Told::kTransfer, Verdict::kFailed, Next::kNothing, "",
               "no HTTP, or HTTP that contradicts itself (two lengths, …)"},
    ReasonRule{Reason::kTooLarge, "too_large", Told::kTransfer, Verdict::kRefused, Next::kNothing,
               "", "body above `fetch.max_body`, or too large a head"},
    ReasonRule{
        Reason::kRefusedAddress, "refused_address", Told::kTransfer, Verdict::kRefused,
        Next::kNothing, "",
        "a private or special address, or a forbidden port; of a name with several addresses, when "
        "all are refused. Nothing of such a host is fetched, robots.txt included"},
    ReasonRule{Reason::kRefusedScheme, "refused_scheme", Told::kTransfer, Verdict::kRefused,
               Next::kNothing, "", "neither http nor https"},
    ReasonRule{Reason::kNotAUrl, "not_a_url", Told::kAnswer, Verdict::kFailed, Next::kNothing, "",
               "the row's text is no URL (edited by hand): it was not fetched"},
    ReasonRule{Reason::kRobots, "robots", Told::kAnswer, Verdict::kRefused, Next::kNothing, "",
               "robots.txt forbids it: it was not fetched"},
    ReasonRule{Reason::kHttpBusy, "http_", Told::kAnswer, Verdict::kFailed, Next::kAgain, "",
               "408, 429 and 5xx: the site is busy or broken"},
    ReasonRule{Reason::kHttpDenied, "http_", Told::kAnswer, Verdict::kRefused, Next::kNothing, "",
               "401, 402, 403, 407, 451: the site says no"},
    ReasonRule{Reason::kHttpNotModified, "http_", Told::kAnswer, Verdict::kFailed, Next::kAgain, "",
               "304, and there is no stored page that it could tell of: asked for without "
               "conditions"},
    ReasonRule{Reason::kHttpOther, "http_", Told::kAnswer, Verdict::kFailed, Next::kNothing, "",
               "any other status: no page (404, 410, a 3xx without Location, …)"},
    ReasonRule{Reason::kRedirect, "redirect", Told::kAnswer, Verdict::kDuplicate, Next::kNothing,
               "",
               "it leads elsewhere, by its status or, where no cable stands, by a refresh of at "
               "most 10 s; "
               "the target (`url.redirect_to`) is a URL of its own, fetched next"},
    ReasonRule{Reason::kRedirectForbidden, "redirect_target", Told::kAnswer, Verdict::kRefused,
               Next::kNothing, "", "the target may not be fetched"},
    ReasonRule{Reason::kRedirectMalformed, "redirect_target", Told::kAnswer, Verdict::kFailed,
               Next::kNothing, "", "the target is no URL"},
    ReasonRule{Reason::kTooManyRedirects, "too_many_redirects", Told::kAnswer, Verdict::kFailed,
               Next::kNothing, "", "more than `fetch.max_redirects` in a row"},
    ReasonRule{Reason::kRedirectLoop, "redirect_loop", Told::kAnswer, Verdict::kFailed,
               Next::kNothing, "", "the chain comes back to its beginning; all its members"},
    ReasonRule{Reason::kContentCoding, "content_coding", Told::kAnswer, Verdict::kFailed,
               Next::kNothing, "decode",
               "the body's coding is unknown, damaged, or grows beyond the limits"},
    ReasonRule{Reason::kContentCut, "content_coding", Told::kAnswer, Verdict::kFailed, Next::kAgain,
               "decode", "the coded body is cut short"},
    ReasonRule{Reason::kUnchanged, "unchanged", Told::kAnswer, Verdict::kStored, Next::kAsBefore,
               "", "304, or the same bytes as last time; sightings are renewed"},
    ReasonRule{Reason::kSameStory, "same_story", Told::kAnswer, Verdict::kDuplicate, Next::kNothing,
               "",
               "another URL of the same page is fetched (sources with `aliases`); when that one "
               "cannot be had, this one takes its place"},
    ReasonRule{Reason::kNotACable, "not_a_cable", Told::kPage, Verdict::kRefused, Next::kNothing,
               "locate", "it was read and holds none; `detail` is a word of the list below"},
    ReasonRule{Reason::kBlockPage, "block_page", Told::kPage, Verdict::kRefused, Next::kAgain,
               "locate",
               "a gate stands in its place with status 200; `detail`: `captcha`, `consent_wall`, "
               "`login_wall`. The capture is kept, but not as a page"},
    ReasonRule{Reason::kUnreadable, "unreadable", Told::kPage, Verdict::kFailed, Next::kNothing,
               "parse",
               "a list that is not what its kind says; or its tree needs "
               "more than `parse.memory` or `parse.cpu_time`"},
    ReasonRule{Reason::kUnstorable, "unstorable", Told::kPage, Verdict::kFailed, Next::kNothing,
               "write",
               "the database refuses what is in this page, and takes a plain one; `detail` says "
               "why. `cabled reparse --rejected` tries it again"},
};
static_assert(std::ranges::all_of(kRules, [next = 0](const ReasonRule& rule) mutable {
  return static_cast<int>(rule.reason) == next++;
}));
static_assert(kRules.back().reason == Reason::kUnstorable);

constexpr std::string_view kHttp = "http_";

}  // namespace

const char* to_string(Verdict verdict) noexcept {
  return kVerdictWords.at(static_cast<std::size_t>(verdict));
}

Verdict verdict_from(std::string_view word) {
  const auto* found = std::ranges::find(kVerdictWords, word);
  return found == kVerdictWords.end() ? Verdict::kPending
                                      : static_cast<Verdict>(found - kVerdictWords.begin());
}

std::span<const ReasonRule> reason_rules() noexcept { return kRules; }

const ReasonRule& rule_of(Reason reason) noexcept {
  return kRules.at(static_cast<std::size_t>(reason));
}

Reason reason_of_status(int status) noexcept {
  if (status == 408 || status == 429 || status >= 500) return Reason::kHttpBusy;
  const bool is_denied =
      status == 401 || status == 402 || status == 403 || status == 407 || status == 451;
  if (is_denied) return Reason::kHttpDenied;
  return status == 304 ? Reason::kHttpNotModified : Reason::kHttpOther;
}

std::string Ruling::word() const {
  const std::string_view word = rule_of(reason).word;
  return word == kHttp ? fmt::format("{}{}", word, http_status) : std::string(word);
}

std::string Ruling::rejection_word() const {
  return rule_of(reason).stage == "locate" ? detail.str() : word();
}

Ruling stored_ruling(std::string_view verdict, std::string_view word, std::string_view detail) {
  Ruling ruling{verdict_from(verdict), Reason::kNone, Utf8Text::sanitized(std::string(detail))};
  if (word.starts_with(kHttp)) {
    const std::string_view number = word.substr(kHttp.size());
    std::from_chars(number.data(), number.data() + number.size(), ruling.http_status);
    ruling.reason = reason_of_status(ruling.http_status);
    return ruling;
  }
  const auto* found = std::ranges::find(kRules, word, &ReasonRule::word);
  if (found != kRules.end()) ruling.reason = found->reason;
  return ruling;
}

}  // namespace cabled::db
