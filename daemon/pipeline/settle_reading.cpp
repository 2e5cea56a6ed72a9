#include "daemon/pipeline/settle_reading.h"

#include <string_view>
#include <variant>

namespace cabled {
namespace {

bool is_gate(std::string_view reason) {
  return reason == "captcha" || reason == "consent_wall" || reason == "login_wall";
}

ReadingRuling ruling(db::Reason reason, const std::string& detail, db::Outcome outcome) {
  return {{db::rule_of(reason).verdict, reason, Utf8Text::sanitized(detail)}, outcome};
}

}  // namespace

ReadingRuling ruling_of(const PageReading& reading, PageCame came) {
  if (const auto* none = std::get_if<NotACable>(&reading.outcome)) {
    // The status says that all is well: no page, and another day it may be there.
    const bool is_gate_now = came == PageCame::kOverTheNetwork && is_gate(none->reason);
    return is_gate_now ? ruling(db::Reason::kBlockPage, none->reason, db::Outcome::kBlockPage)
                       : ruling(db::Reason::kNotACable, none->reason, db::Outcome::kNotACable);
  }
  if (const auto* error = std::get_if<Error>(&reading.outcome)) return ruling_of_unreadable(*error);
  return {{db::Verdict::kStored}, db::Outcome::kCable};
}

ReadingRuling ruling_of_unreadable(const Error& error) {
  return ruling(db::Reason::kUnreadable, error.message, db::Outcome::kError);
}

}  // namespace cabled
