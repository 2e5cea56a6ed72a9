#include "daemon/app/health_watch.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "daemon/app/schema_fit.h"
#include "daemon/system/stop_order.h"
#include "db/sql/migrate.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Two seconds are promised from a fault to its report.
constexpr milliseconds kPulse{500};
constexpr milliseconds kOldestLook{1800};

}  // namespace

HealthWatch::HealthWatch(std::vector<Check> checks)
    : checks_(std::move(checks)),
      looked_at_(steady_clock::now()),
      thread_([this](const std::stop_token& stop) { look_until(stop); }) {}

void HealthWatch::look_until(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::string found;
    for (const Check& check : checks_) {
      found = check();
      if (!found.empty()) break;
    }
    {
      const std::lock_guard lock(mutex_);
      found_ = std::move(found);
      looked_at_ = steady_clock::now();
    }
    nap(stop, kPulse);
  }
}

std::string HealthWatch::trouble() const {
  const std::lock_guard lock(mutex_);
  const auto age = steady_clock::now() - looked_at_;
  if (found_ && !found_->empty()) return *found_;
  if (age > kOldestLook) {
    return fmt::format("the database has not answered for {} s",
                       std::chrono::duration_cast<std::chrono::seconds>(age).count());
  }
  return found_ ? "" : "not looked yet";
}

HealthWatch::Check database_check(const Session& session) {
  return
      [connection = std::make_shared<db::Connection>(session.connect("health"))]() -> std::string {
        const auto schema = db::schema_report(*connection);
        if (!schema) return "the database: " + schema.error().message;
        return schema_misfit(*schema);
      };
}

}  // namespace cabled
