#include "daemon/serve/site/site.h"

namespace cabled::serve {

ConnectionPool::ConnectionPool(const std::string& database, const ServeOptions& options)
    : limit_(options.query_timeout) {
  for (int i = 0; i < options.connections; ++i) {
    free_.push_back(std::make_unique<db::Connection>(database, "serve"));
  }
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
