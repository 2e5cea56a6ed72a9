// Any bytes as a file to import: its kind is told, and what it holds is walked through, archives in
// archives included.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>

#include "daemon/import/archive_walk.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

cabled::ArchiveLimits small_limits() {
  cabled::ArchiveLimits limits;
  limits.max_page = std::uint64_t{64} << 10U;
  limits.max_total = std::uint64_t{4} << 20U;
  limits.scratch_folder = std::filesystem::temp_directory_path().string();
  return limits;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const cabled::ArchiveLimits kLimits = small_limits();
  cabled::FileDescriptor memory(memfd_create("input", MFD_CLOEXEC));
  cabled::fuzz::require(write(memory.get(), data, size) == static_cast<ssize_t>(size));
  auto file = cabled::FileWindow::take(std::move(memory), "input");
  cabled::fuzz::require(file.has_value());
  const auto kind = cabled::kind_of_file(*file, {});
  if (!kind) return 0;
  cabled::ArchiveWalk walk("input", kLimits, [](const cabled::ArchiveItem& item) {
    const bool is_page = item.kind == cabled::ArchiveItem::Kind::kPage;
    // A page has a URL and bytes within the limit; whatever else it is, it says why.
    cabled::fuzz::require(is_page ? !item.url.empty() && item.bytes.size() <= kLimits.max_page
                                  : !item.reason.empty());
    return true;
  });
  cabled::fuzz::require(walk.walk(std::move(*file), *kind));
  return 0;
}
