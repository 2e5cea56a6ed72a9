#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/codec/inflate_stream.h"
#include "daemon/store/file_window.h"

namespace cabled {

/// What a gzip file holds, member behind member, each proven by its check sum and length, which
/// libarchive (3.6) leaves unread.
class GzipInput {
 public:
  /// Begins where `file`, which must outlive it, stands.
  explicit GzipInput(FileWindow& file);

  /// More of it; good until the next call. "" at the end, and where a member is damaged or cut.
  std::string_view read();

  /// Why there is no more, when that is for damage; "" when nothing is amiss so far.
  const std::string& damage() const noexcept { return damage_; }

  /// How many bytes of the file have been used.
  std::uint64_t used() const noexcept { return file_->offset(); }
  /// True at the end when what follows the last member is no gzip, nor the zeros that tapes leave.
  bool has_foreign_tail() const noexcept { return has_foreign_tail_; }

 private:
  bool begin_member();
  std::string_view bytes_at_hand();

  FileWindow* file_;
  InflateStream stream_{Wrapping::kGzip};
  std::string out_;
  std::string damage_;
  bool in_member_ = false;
  bool has_begun_ = false;
  bool has_foreign_tail_ = false;
};

}  // namespace cabled
