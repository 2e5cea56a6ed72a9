#pragma once

#include <chrono>
#include <optional>

namespace cabled::db {

/// While it lives, transactions that this thread begins only read, and a statement of theirs that
/// takes longer than `limit` is broken off: for whoever answers others, whatever is asked for. Of
/// several the innermost counts.
class ReadingScope {
 public:
  explicit ReadingScope(std::chrono::milliseconds limit);
  ReadingScope(const ReadingScope&) = delete;
  ReadingScope& operator=(const ReadingScope&) = delete;
  ReadingScope(ReadingScope&&) = delete;
  ReadingScope& operator=(ReadingScope&&) = delete;
  ~ReadingScope();

  /// That of this thread; none where it may write and take its time.
  static std::optional<std::chrono::milliseconds> limit();

 private:
  std::chrono::milliseconds limit_;
  const ReadingScope* outer_;
};

}  // namespace cabled::db
