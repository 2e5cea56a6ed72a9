#include "daemon/import/gzip_input.h"

#include <algorithm>

#include "daemon/codec/magic.h"

namespace cabled {
namespace {

constexpr std::size_t kInflated = std::size_t{64} << 10U;

}  // namespace

GzipInput::GzipInput(FileWindow& file) : file_(&file), out_(kInflated, '\0') {}

std::string_view GzipInput::read() {
  while (damage_.empty() && (in_member_ || begin_member())) {
    const Inflated step = stream_.feed(bytes_at_hand(), out_);
    file_->consume(step.used);
    in_member_ = step.state != Inflated::State::kEnd;
    if (step.state == Inflated::State::kDamaged) {
      damage_ = fmt::format("damaged gzip member: {}", stream_.damage());
    }
    if (!step.piece.empty()) return step.piece;
    if (step.state == Inflated::State::kCut && damage_.empty()) {
      damage_ = "gzip member is cut short";
    }
  }
  return {};
}

std::string_view GzipInput::bytes_at_hand() {
  const auto bytes = file_->peek();
  if (bytes) return *bytes;
  damage_ = bytes.error().message;
  return {};
}

/// False at the end.
bool GzipInput::begin_member() {
  std::string_view bytes = bytes_at_hand();
  while (has_begun_ && bytes.starts_with('\0')) {
    file_->consume(std::min(bytes.find_first_not_of('\0'), bytes.size()));
    bytes = bytes_at_hand();
  }
  if (bytes.empty() || has_foreign_tail_) return false;
  // The two bytes of the magic may lie in two blocks: a lone first one is let through to zlib.
  has_foreign_tail_ = has_begun_ && !is_gzip(bytes) && bytes != "\x1f";
  if (has_foreign_tail_) return false;
  has_begun_ = in_member_ = true;
  stream_.begin_again();
  return true;
}

}  // namespace cabled
