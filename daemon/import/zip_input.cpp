#include "daemon/import/zip_input.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

namespace cabled {
namespace {

constexpr std::size_t kZipBlock = std::size_t{64} << 10U;
constexpr std::size_t kEndRecord = 22;
constexpr std::size_t kEntry = 46;
constexpr std::size_t kLocalHead = 30;
constexpr std::size_t kFieldHead = 4;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t number = 0;
  for (std::size_t i = size; i > 0; --i) {
    number = (number << 8U) | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return number;
}

bool is_sound_extra(std::string_view extra) {
  while (extra.size() >= kFieldHead) {
    const std::size_t size = number_at(extra, 2, 2);
    if (size > extra.size() - kFieldHead) return false;
    extra.remove_prefix(kFieldHead + size);
  }
  return std::ranges::all_of(extra, [](char c) { return c == '\0'; });
}

}  // namespace

ZipInput::ZipInput(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {
  if (const auto directory = find_directory()) {
    has_directory_ = true;
    mend_entries(*directory);
  }
}

std::string_view ZipInput::read() {
  block_ = bytes_at(at_, kZipBlock);
  for (auto byte = mended_.lower_bound(at_);
       byte != mended_.end() && byte->first < at_ + block_.size(); ++byte) {
    block_[static_cast<std::size_t>(byte->first - at_)] = byte->second;
  }
  at_ += block_.size();
  return block_;
}

std::int64_t ZipInput::seek(std::int64_t offset, int from) {
  std::int64_t to = offset;
  if (from == SEEK_CUR) to += static_cast<std::int64_t>(at_);
  if (from == SEEK_END) to += static_cast<std::int64_t>(size_);
  at_ =
      static_cast<std::uint64_t>(std::clamp<std::int64_t>(to, 0, static_cast<std::int64_t>(size_)));
  return static_cast<std::int64_t>(at_);
}

/// What the end record says of the directory; nothing when it is not there.
std::optional<ZipInput::Directory> ZipInput::find_directory() const {
  static constexpr std::size_t kTail = kEndRecord + 0xffff;  // with the longest comment
  const std::uint64_t from = size_ - std::min<std::uint64_t>(size_, kTail);
  const std::string tail = bytes_at(from, kTail);
  const std::size_t at = tail.rfind("PK\x05\x06");
  if (at == tail.npos || tail.size() - at < kEndRecord) return std::nullopt;
  const std::uint64_t size = number_at(tail, at + 12, 4);
  const std::uint64_t begin = number_at(tail, at + 16, 4);
  // A zip of more than 4 GB says it elsewhere, and is left as it is.
  if (begin == 0xffffffff || size + begin > from + at) return Directory{0, 0, 0};
  const std::uint64_t shift = from + at - size - begin;
  return Directory{begin + shift, shift, number_at(tail, at + 10, 2)};
}

void ZipInput::mend_entries(const Directory& directory) {
  std::uint64_t at = directory.begin;
  for (unsigned i = 0; i < directory.entries; ++i) {
    const std::string entry = bytes_at(at, kEntry);
    if (entry.size() < kEntry || !entry.starts_with("PK\x01\x02")) return;
    const std::size_t name = number_at(entry, 28, 2);
    const std::size_t extra = number_at(entry, 30, 2);
    mend_extra(at + kEntry + name, extra);
    const std::uint64_t local = number_at(entry, 42, 4) + directory.shift;
    const std::string head = bytes_at(local, kLocalHead);
    if (head.size() == kLocalHead && head.starts_with("PK\x03\x04")) {
      mend_extra(local + kLocalHead + number_at(head, 26, 2), number_at(head, 28, 2));
    }
    at += kEntry + name + extra + number_at(entry, 32, 2);
  }
}

void ZipInput::mend_extra(std::uint64_t offset, std::size_t length) {
  if (length == 0 || is_sound_extra(bytes_at(offset, length))) return;
  // One field of a kind that nobody uses, as long as all of them; zeros where none finds room.
  static constexpr char kUnknown = '\x7f';
  const std::size_t size = length < kFieldHead ? 0 : length - kFieldHead;
  const char kind = length < kFieldHead ? '\0' : kUnknown;
  const std::array<char, kFieldHead> field{kind, kind, static_cast<char>(size & 0xffU),
                                           static_cast<char>(size >> 8U)};
  for (std::size_t i = 0; i < std::min(length, kFieldHead); ++i) mended_[offset + i] = field[i];
}

std::string ZipInput::bytes_at(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got = pread(descriptor_, bytes.data() + filled, size - filled,
                              static_cast<off_t>(offset + filled));
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace cabled
