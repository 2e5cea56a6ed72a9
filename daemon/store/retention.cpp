#include "daemon/store/retention.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "daemon/store/segment_file.h"
#include "daemon/store/segment_name.h"

namespace cabled {
namespace {

using std::chrono::system_clock;

constexpr std::chrono::hours kLeftAlone{24};

}  // namespace

Result<std::vector<SegmentInfo>> list_segments(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<SegmentInfo> segments;
  std::error_code error;
  if (!fs::exists(folder, error)) return segments;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    struct stat status {};
    if (!is_segment_name(name) || lstat(at->path().c_str(), &status) != 0) continue;
    segments.push_back({name, static_cast<std::uint64_t>(status.st_size),
                        system_clock::from_time_t(status.st_mtime),
                        (status.st_mode & S_IWUSR) == 0});
  }
  if (error) return fail(ErrorKind::kTransient, "cannot list '{}': {}", folder, error.message());
  std::ranges::sort(segments, {}, &SegmentInfo::written_at);
  return segments;
}

std::vector<SegmentInfo> past_keeping(const RetentionRule& rule,
                                      std::span<const SegmentInfo> deletable, std::uint64_t bytes,
                                      system_clock::time_point now) {
  std::vector<SegmentInfo> past;
  for (const SegmentInfo& segment : deletable) {
    const auto age = now - segment.written_at;
    if (!segment.is_sealed || age < kLeftAlone) continue;
    const bool is_old = rule.keep_for.count() > 0 && age >= rule.keep_for;
    const bool is_too_much = rule.keep_size > 0 && bytes > rule.keep_size;
    if (!is_old && !is_too_much) continue;
    bytes -= std::min(bytes, segment.bytes);
    past.push_back(segment);
  }
  return past;
}

Result<void> delete_segment(const std::string& folder, const std::string& name) {
  for (const std::string& path :
       {fmt::format("{}/{}.torn", folder, name), fmt::format("{}/{}", folder, name)}) {
    if (unlink(path.c_str()) != 0 && errno != ENOENT) {
      return tl::unexpected(segment_error("delete", path));
    }
  }
  return {};
}

}  // namespace cabled
