#include "daemon/store/member_scan.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <vector>

#include "daemon/codec/inflate_stream.h"
#include "daemon/codec/magic.h"

namespace cabled {
namespace {

constexpr std::size_t kScanBlock = std::size_t{256} << 10U;

Result<std::size_t> read_at(int file, std::vector<char>& block, std::uint64_t offset) {
  while (true) {
    const ssize_t got = pread(file, block.data(), block.size(), static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) {
      return fail(ErrorKind::kTransient, "cannot read segment: {}",
                  std::generic_category().message(errno));
    }
  }
}

}  // namespace

Result<std::optional<std::uint64_t>> end_of_member(int file, std::uint64_t offset) {
  InflateStream stream(Wrapping::kGzip);
  std::vector<char> block(kScanBlock);
  std::vector<char> sink(kScanBlock);
  while (true) {
    const auto got = read_at(file, block, offset);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return std::nullopt;
    std::string_view bytes(block.data(), *got);
    while (!bytes.empty()) {
      const Inflated step = stream.feed(bytes, sink);
      bytes.remove_prefix(step.used);
      offset += step.used;
      if (step.state == Inflated::State::kEnd) return offset;
      if (step.state == Inflated::State::kDamaged) return std::nullopt;
    }
  }
}

Result<std::optional<std::uint64_t>> next_gzip_magic(int file, std::uint64_t offset) {
  std::vector<char> block(kScanBlock);
  for (++offset;;) {
    const auto got = read_at(file, block, offset);
    if (!got) return tl::unexpected(got.error());
    if (*got < kGzipMemberMagic.size()) return std::nullopt;
    const std::string_view seen(block.data(), *got);
    const std::size_t at = seen.find(kGzipMemberMagic);
    if (at != seen.npos) return offset + at;
    offset += *got - (kGzipMemberMagic.size() - 1);  // the magic may straddle two blocks
  }
}

}  // namespace cabled
