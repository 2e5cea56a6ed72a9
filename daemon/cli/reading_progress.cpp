#include "daemon/cli/reading_progress.h"

#include <chrono>
#include <filesystem>
#include <system_error>

namespace cabled::cli {

using std::chrono::steady_clock;

ReadingProgress::ReadingProgress(const std::vector<std::string>& paths, Progress::Style style)
    : progress_("records", style, steady_clock::now()) {
  for (const std::string& path : paths) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (!error) counts_.total_bytes += size;
  }
}

void ReadingProgress::read_record(std::uint64_t offset) {
  update(counts_.done + 1, bytes_before_ + offset);
}

void ReadingProgress::update(std::uint64_t records, std::uint64_t bytes) {
  counts_.done = records;
  counts_.bytes = bytes;
  const auto now = steady_clock::now();
  if (progress_.is_due(now)) progress_.update(counts_, now);
}

}  // namespace cabled::cli
