#include "daemon/follow/check_runner.h"

#include <cstdint>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/follow/feed_check.h"
#include "daemon/follow/feed_pace.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"

namespace cabled {
namespace {

/// What a check has found, told as it goes on.
class CheckAccount {
 public:
  explicit CheckAccount(bool json) : json_(json) {}

  void add(const ComparedRange& compared, Differences differences) {
    cables_ += compared.cables;
    pending_ += compared.pending;
    differing_ += std::ssize(compared.differences);
    if (differences == Differences::kHeal) healed_ += std::ssize(compared.differences);
    for (const FeedDifference& found : compared.differences) {
      if (!json_) {
        output().text(fmt::format("{}  {}\n", printable_line(found.cable_id), found.what));
      } else {
        output().json(to_line({{"id", found.cable_id}, {"difference", found.what}}));
      }
    }
  }

  void print() const {
    if (json_) {
      output().json(to_line({{"cables", cables_},
                             {"pending", pending_},
                             {"differing", differing_},
                             {"healed", healed_}}));
      return;
    }
    output().text(
        fmt::format("{} cables compared, {} differ, {} healed; {} left out, whose changes"
                    " are still to come\n",
                    cables_, differing_, healed_, pending_));
  }

  int code() const { return differing_ == healed_ ? kDone : kFailed; }

 private:
  bool json_;
  std::int64_t cables_ = 0;
  std::int64_t pending_ = 0;
  std::int64_t differing_ = 0;
  std::int64_t healed_ = 0;
};

}  // namespace

int check_target(const FeedOptions& options, Differences differences, const Session& session,
                 StopOrder& order) {
  Result<std::unique_ptr<FeedTarget>> target = make_target(options, session, order.cut());
  if (!target) return report({kUsage, target.error().message});
  if (!(*target)->form()) {
    return report({kUsage, fmt::format("'{}' keeps no rows to compare", (*target)->name())});
  }
  FeedPace pace(false, session, order);
  FeedCheck check(session.connect("feed check"), **target, options.batch);
  CheckAccount account(options.json);
  while (!pace.stopped()) {
    const auto compared = check.next();
    Result<void> done;
    if (!compared) {
      done = tl::unexpected(compared.error());
    } else if (!*compared) {
      break;
    } else if (differences == Differences::kHeal && !(*compared)->differences.empty()) {
      done = check.heal(**compared);
    }
    if (!done) {
      if (!pace.retry(done.error())) return report(command_error(done.error()));
      check.again();
      continue;
    }
    pace.worked();
    account.add(**compared, differences);
  }
  account.print();
  return pace.stopped() ? pace.code() : account.code();
}

}  // namespace cabled
