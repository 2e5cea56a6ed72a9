#include "daemon/app/open_statements.h"

#include <sys/socket.h>

namespace cabled {

using std::chrono::steady_clock;

OpenStatements::OpenStatements() { db::observe_statements(this); }
OpenStatements::~OpenStatements() { db::observe_statements(nullptr); }

void OpenStatements::begun(int socket) {
  const std::lock_guard lock(mutex_);
  begun_at_.insert_or_assign(socket, steady_clock::now());
}

void OpenStatements::ended(int socket) {
  const std::lock_guard lock(mutex_);
  begun_at_.erase(socket);
}

void OpenStatements::break_older_than(std::chrono::milliseconds age) {
  const auto now = steady_clock::now();
  const std::lock_guard lock(mutex_);
  for (const auto& [socket, begun_at] : begun_at_) {
    if (now - begun_at >= age) ::shutdown(socket, SHUT_RDWR);
  }
}

}  // namespace cabled
