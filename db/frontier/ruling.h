#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "parsers/model/utf8_text.h"

namespace cabled::db {

/// The terminal and waiting states of a URL; the words stand in migrations/0001_frontier.sql.
enum class Verdict { kPending, kStored, kDuplicate, kRefused, kFailed, kRead };
const char* to_string(Verdict verdict) noexcept;
Verdict verdict_from(std::string_view word);

/// Why a URL has its verdict. Each has a row in reason_rules(), and in docs/verdicts.md.
enum class Reason : std::uint8_t {
  kNone,
  kDns,
  kConnect,
  kCertificate,
  kHandshake,
  kTimeout,
  kStalled,
  kTruncated,
  kProxy,
  kCancelled,
  kInternal,
  kDescriptors,
  kProtocol,
  kTooLarge,
  kRefusedAddress,
  kRefusedScheme,
  kNotAUrl,
  kRobots,
  kHttpBusy,
  kHttpDenied,
  kHttpNotModified,
  kHttpOther,
  kRedirect,
  kRedirectForbidden,
  kRedirectMalformed,
  kTooManyRedirects,
  kRedirectLoop,
  kContentCoding,
  kContentCut,
  kUnchanged,
  kSameStory,
  kNotACable,
  kBlockPage,
  kUnreadable,
  kUnstorable,
};

/// What happens to a URL whose fetch met a reason.
enum class Next : std::uint8_t {
  kNothing,   ///< the verdict stands
  kAgain,     ///< tried again; the verdict is that of the last try
  kAtOnce,    ///< tried again at once: it counts as no try
  kAsBefore,  ///< it keeps the verdict that it had
};

/// What a reason tells of.
enum class Told : std::uint8_t { kNothing, kTransfer, kAnswer, kPage };

/// All that is decided for a reason.
struct ReasonRule {
  Reason reason;
  std::string_view word;  ///< as stored and printed; of HTTP statuses what stands before the number
  Told of;
  Verdict verdict;
  Next next;
  std::string_view stage;     ///< of its capture's rejection; "" when there is none
  std::string_view sentence;  ///< what happened, for people
};

/// One a reason, in the order of the enumeration.
std::span<const ReasonRule> reason_rules() noexcept;
const ReasonRule& rule_of(Reason reason) noexcept;

/// Which of the four a status other than 2xx is, when it leads nowhere else.
Reason reason_of_status(int status) noexcept;

/// What a page came to.
struct Ruling {
  Verdict verdict = Verdict::kPending;
  Reason reason = Reason::kNone;
  Utf8Text detail = {};
  int http_status = 0;  ///< with the reasons kHttp…

  /// The reason as stored and printed: "dns", "http_503"; "" without one.
  std::string word() const;
  /// What the rejection of its capture has for a reason: of pages that hold no cable the detail.
  std::string rejection_word() const;
  auto operator<=>(const Ruling&) const = default;
};

/// A ruling as the database has it.
Ruling stored_ruling(std::string_view verdict, std::string_view word, std::string_view detail);

}  // namespace cabled::db
