#include "db/sql/reading_scope.h"

namespace cabled::db {
namespace {

thread_local const ReadingScope* innermost = nullptr;

}  // namespace

ReadingScope::ReadingScope(std::chrono::milliseconds limit) : limit_(limit), outer_(innermost) {
  innermost = this;
}

ReadingScope::~ReadingScope() { innermost = outer_; }

std::optional<std::chrono::milliseconds> ReadingScope::limit() {
  return innermost == nullptr ? std::nullopt : std::optional(innermost->limit_);
}

}  // namespace cabled::db
