#include "daemon/answers/account_report.h"

#include <fmt/format.h>

#include "daemon/system/terminal.h"

namespace cabled {
namespace {

bool is_balanced(const db::Account& a) {
  return a.discovered == a.stored + a.duplicate + a.refused + a.failed + a.pending;
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
  std::string out = fmt::format(
      "pages: {} discovered = {} stored + {} duplicate + {} refused + {} failed + {} pending{}\n"
      "index pages: {}\n",
      account.discovered, account.stored, account.duplicate, account.refused, account.failed,
      account.pending, is_balanced(account) ? "" : "  (does not balance)", account.indexes);
  for (const auto& [reason, count] : account.reasons) {
    out += fmt::format("  {:>6}  {}\n", count, printable_line(reason));
  }
  return out;
}

}  // namespace cabled
