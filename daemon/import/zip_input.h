#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// A zip file as libarchive (3.6) can read it: it gives up on a zip with an extra field that does
/// not parse, such as the plain text that HTTrack's cache has there. Where one is bad, its bytes
/// are shown as those of an unknown field. What the directory says counts.
class ZipInput {
 public:
  /// `descriptor` must stay open.
  ZipInput(int descriptor, std::uint64_t size);

  /// False for a zip whose end, with the directory, is not there.
  bool has_directory() const noexcept { return has_directory_; }

  /// The next bytes; good until the next call; "" at the end.
  std::string_view read();
  /// Goes to `offset` from one of SEEK_SET, SEEK_CUR, SEEK_END; answers where that is.
  std::int64_t seek(std::int64_t offset, int from);

 private:
  struct Directory {
    std::uint64_t begin;
    std::uint64_t shift;  ///< by foreign bytes in front of the zip
    unsigned entries;
  };
  std::optional<Directory> find_directory() const;
  void mend_entries(const Directory& directory);
  void mend_extra(std::uint64_t offset, std::size_t length);
  std::string bytes_at(std::uint64_t offset, std::size_t size) const;

  int descriptor_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::string block_;
  bool has_directory_ = false;
  std::map<std::uint64_t, char> mended_;  ///< bytes to show in place of others, four an entry
};

}  // namespace cabled
