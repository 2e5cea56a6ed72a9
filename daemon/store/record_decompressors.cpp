#include "daemon/store/record_decompressors.h"

#include <algorithm>
#include <array>
#include <new>

#include "daemon/codec/gzip_member.h"
#include "daemon/codec/magic.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kOut = std::size_t{256} << 10U;
constexpr int kMaxWindowLog = 25;  // 32 MB; the format's default is 8 MB at its highest level
constexpr std::size_t kMaxDictionary = std::size_t{16} << 20U;

}  // namespace

Result<bool> PlainDecompressor::push_some(FileWindow& file, warc::WarcReader& reader) {
  const auto bytes = file.peek();
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->empty()) return false;
  reader.push(*bytes);
  file.consume(bytes->size());
  return true;
}

std::uint64_t RereadBudget::resume_at(std::uint64_t start, std::uint64_t end) {
  const std::uint64_t back = end - std::min(end, start + 1);
  if (back > left) return std::max(end, start + 1);
  left -= back;
  return start + 1;
}

GzipDecompressor::GzipDecompressor() : out_(kOut, '\0') {}

Result<bool> GzipDecompressor::push_some(FileWindow& file, warc::WarcReader& reader) {
  const auto bytes = file.peek();
  if (!bytes) return tl::unexpected(bytes.error());
  if (!in_member_) {
    if (bytes->empty()) return false;
    // Tapes and block devices leave zeros behind the last member.
    const std::size_t zeros = std::min(bytes->find_first_not_of('\0'), bytes->size());
    if (zeros > 0) {
      file.consume(zeros);
      return true;
    }
    in_member_ = true;
    ++members_;
    member_start_ = file.offset();
    reader.begin_unit(member_start_);
    if (pass_whole_member(file, *bytes, reader)) return true;
    stream_.begin_again();
  }
  const Inflated step = stream_.feed(*bytes, out_);
  file.consume(step.used);
  reader.push(step.piece);
  switch (step.state) {
    case Inflated::State::kMore:
      return true;
    case Inflated::State::kEnd:
      in_member_ = false;
      reader.end_unit(file.offset());
      return true;
    case Inflated::State::kCut:
      reader.damage("gzip member is cut short");
      return false;
    case Inflated::State::kDamaged:
      break;
  }
  return resume(file, reader, "damaged gzip member");
}

/// Most members are of one page and lie in the block at hand: libdeflate takes half the time that
/// zlib takes. False when this one does not, or is damaged, which zlib tells apart.
bool GzipDecompressor::pass_whole_member(FileWindow& file, std::string_view bytes,
                                         warc::WarcReader& reader) {
  const auto member = open_gzip_member_in(out_, bytes);
  if (!member) return false;
  in_member_ = false;
  file.consume(member->length);
  reader.push(member->bytes);
  reader.end_unit(file.offset());
  return true;
}

Result<bool> GzipDecompressor::resume(FileWindow& file, warc::WarcReader& reader,
                                      std::string_view why) {
  reader.damage(why);
  in_member_ = false;
  std::uint64_t from = budget_.resume_at(member_start_, file.offset());
  while (true) {
    const auto found = file.seek_magic(kGzipMemberMagic, from);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return false;
    const auto bytes = file.peek();
    if (!bytes) return tl::unexpected(bytes.error());
    if (promises_record(*bytes)) return true;
    from = file.offset() + 1;
  }
}

/// Whether a member starts here whose first bytes look like a record's; three bytes of magic turn
/// up by chance once in 16 MB.
bool GzipDecompressor::promises_record(std::string_view bytes) {
  static constexpr std::size_t kLook = 4096;
  std::array<char, 16> begin{};
  stream_.begin_again();
  const Inflated step = stream_.feed(bytes.substr(0, kLook), begin);
  if (step.state == Inflated::State::kDamaged) return false;
  const std::string_view text = step.piece;
  return text.starts_with("WARC/") ||
         (!text.empty() && ascii::is_alpha(text[0]) && text.find(':') != std::string_view::npos);
}

ZstdDecompressor::ZstdDecompressor() : context_(ZSTD_createDCtx()), out_(kOut, '\0') {
  if (!context_) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
}

Result<bool> ZstdDecompressor::push_some(FileWindow& file, warc::WarcReader& reader) {
  auto bytes = file.peek();
  if (!bytes) return tl::unexpected(bytes.error());
  if (file.offset() == 0 && bytes->starts_with(kZstdDictionaryMagic)) {
    if (auto loaded = load_dictionary(file); !loaded) return tl::unexpected(loaded.error());
    return true;
  }
  if (bytes->empty() && !out_is_full_) {
    if (in_frame_) reader.damage("zstd frame is cut short");
    return false;
  }
  if (!in_frame_) {
    in_frame_ = true;
    frame_start_ = file.offset();
    reader.begin_unit(frame_start_);
  }
  ZSTD_inBuffer in{bytes->data(), bytes->size(), 0};
  ZSTD_outBuffer out{out_.data(), out_.size(), 0};
  const std::size_t state = ZSTD_decompressStream(context_.get(), &out, &in);
  if (ZSTD_isError(state) != 0) return resume(file, reader, ZSTD_getErrorName(state));
  file.consume(in.pos);
  out_is_full_ = state != 0 && out.pos == out.size;
  reader.push(std::string_view(out_).substr(0, out.pos));
  if (state == 0) {
    in_frame_ = false;
    reader.end_unit(file.offset());
  }
  return true;
}

Result<bool> ZstdDecompressor::resume(FileWindow& file, warc::WarcReader& reader,
                                      std::string_view why) {
  reader.damage(fmt::format("damaged zstd frame: {}", why));
  in_frame_ = out_is_full_ = false;
  ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
  return file.seek_magic(kZstdMagic, budget_.resume_at(frame_start_, file.offset()));
}

/// The first frame may be a skippable one that holds the dictionary, compressed or not
/// (iipc.github.io/warc-specifications, "Zstandard compression for WARC files").
Result<void> ZstdDecompressor::load_dictionary(FileWindow& file) {
  static constexpr std::size_t kFrameHeader = 8;
  const auto bytes = file.peek();
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->size() < kFrameHeader) return fail(ErrorKind::kInvalid, "dictionary is cut short");
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    size = size << 8U | static_cast<unsigned char>((*bytes)[kFrameHeader - 1 - i]);
  }
  if (size > kMaxDictionary) return fail(ErrorKind::kInvalid, "dictionary is too large");
  file.consume(kFrameHeader);
  std::string dictionary;
  while (dictionary.size() < size) {
    const auto more = file.peek();
    if (!more) return tl::unexpected(more.error());
    if (more->empty()) return fail(ErrorKind::kInvalid, "dictionary is cut short");
    const std::string_view piece = more->substr(0, size - dictionary.size());
    dictionary += piece;
    file.consume(piece.size());
  }
  if (dictionary.starts_with(kZstdMagic)) {
    std::string plain(kMaxDictionary, '\0');
    const std::size_t plain_size =
        ZSTD_decompress(plain.data(), plain.size(), dictionary.data(), dictionary.size());
    if (ZSTD_isError(plain_size) != 0) return fail(ErrorKind::kInvalid, "dictionary is damaged");
    plain.resize(plain_size);
    dictionary = std::move(plain);
  }
  if (ZSTD_isError(
          ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size())) != 0) {
    return fail(ErrorKind::kInvalid, "dictionary is damaged");
  }
  return {};
}

}  // namespace cabled
