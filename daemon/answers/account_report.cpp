#include "daemon/answers/account_report.h"

#include <fmt/format.h>

#include "daemon/system/terminal.h"
#include "daemon/system/words.h"
#include "db/frontier/ruling.h"

namespace cabled {
namespace {

bool is_balanced(const db::Account& a) {
  return a.discovered == a.stored + a.duplicate + a.refused + a.failed + a.pending;
}

/// What "refused: robots" means; "" when it says all by itself.
std::string reason_sentence(std::string_view reason) {
  const std::size_t colon = reason.find(": ");
  if (colon == std::string_view::npos) return "";
  // What follows a second colon is the detail.
  const std::string_view words = reason.substr(colon + 2);
  const std::string_view word = words.substr(0, words.find(':'));
  const db::Ruling ruling = db::stored_ruling(reason.substr(0, colon), word, "");
  return std::string(db::rule_of(ruling.reason).sentence);
}

}  // namespace

nlohmann::ordered_json account_to_json(const db::Account& account) {
  return {{"discovered", account.discovered}, {"stored", account.stored},
          {"duplicate", account.duplicate},   {"refused", account.refused},
          {"failed", account.failed},         {"pending", account.pending},
          {"indexes", account.indexes},       {"balanced", is_balanced(account)},
          {"reasons", account.reasons}};
}

std::string account_to_text(const db::Account& account) {
  if (account.discovered == 0 && account.indexes == 0) return "no page is known yet\n";
  std::string out = counted(account.discovered, "page", "pages") + " known";
  const char* before = ": ";
  const auto add = [&](std::int64_t number, std::string_view one, std::string_view many) {
    if (number == 0) return;
    out += before + counted(number, one, many);
    before = ", ";
  };
  add(account.stored, "holds a cable", "hold a cable");
  add(account.duplicate, "leads to another page", "lead to another page");
  add(account.refused, "was refused", "were refused");
  add(account.failed, "failed", "failed");
  add(account.pending, "is still to be visited", "are still to be visited");
  if (!is_balanced(account)) out += "  (the sum does not add up)";
  out += '\n' + counted(account.indexes, "list of pages", "lists of pages") + '\n';
  for (const auto& [reason, count] : account.reasons) {
    const std::string sentence = reason_sentence(reason);
    out += fmt::format("  {:>6}  {}{}\n", grouped(static_cast<std::uint64_t>(count)),
                       printable_line(reason), sentence.empty() ? "" : " - " + sentence);
  }
  return out;
}

}  // namespace cabled
