#include "daemon/serve/site/site.h"

#include "db/sql/execute.h"

namespace cabled::serve {
namespace {

constexpr const char* kBeginReading = R"sql(
  SELECT set_config('transaction_read_only', 'on', true),
         set_config('statement_timeout', $1, true)
)sql";

}  // namespace

ConnectionPool::ConnectionPool(const std::string& database, const ServeOptions& options)
    : time_limit_(std::to_string(options.query_timeout.count())) {
  for (int i = 0; i < options.connections; ++i) {
    free_.push_back(std::make_unique<db::Connection>(database, "serve"));
  }
}

void ConnectionPool::begin_reading(pqxx::work& tx) const {
  db::execute(tx, kBeginReading, time_limit_);
}

ConnectionPool::Lent::Lent(ConnectionPool& from) : pool(from) {
  std::unique_lock lock(pool.mutex_);
  pool.returned_.wait(lock, [&] { return !pool.free_.empty(); });
  connection = std::move(pool.free_.back());
  pool.free_.pop_back();
}

ConnectionPool::Lent::~Lent() {
  {
    const std::lock_guard lock(pool.mutex_);
    pool.free_.push_back(std::move(connection));
  }
  pool.returned_.notify_one();
}

}  // namespace cabled::serve
