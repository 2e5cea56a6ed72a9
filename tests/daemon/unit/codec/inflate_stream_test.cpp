#include "daemon/codec/inflate_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "daemon/codec/gzip_member.h"

namespace cabled::inflate_stream_test {
namespace {

using State = Inflated::State;

std::string text() {
  std::string out;
  for (int i = 0; i < 2000; ++i) out += "paragraph " + std::to_string(i * i) + "\n";
  return out;
}

std::string packed(std::string_view bytes) { return GzipPacker().pack(bytes, Packing::kDeflated); }

struct Read {
  std::string bytes;
  State state = State::kMore;
  std::string_view left;
};

/// Feeds `bytes` in pieces of `piece` with room for `room` until it is not to go on.
Read read_all(InflateStream& stream, std::string_view bytes, std::size_t piece, std::size_t room) {
  Read out;
  std::string place(room, '\0');
  while (out.state == State::kMore) {
    const Inflated step = stream.feed(bytes.substr(0, piece), place);
    bytes.remove_prefix(step.used);
    out.bytes += step.piece;
    out.state = step.state;
  }
  out.left = bytes;
  return out;
}

TEST(InflateStream, GivesTheSameInPiecesOfAnySize) {
  const std::string member = packed(text());
  for (const std::size_t piece : {1U, 7U, 4096U, 1U << 20U}) {
    for (const std::size_t room : {1U, 100U, 1U << 20U}) {
      InflateStream stream(Wrapping::kGzip);
      const Read read = read_all(stream, member, piece, room);

      EXPECT_EQ(read.state, State::kEnd) << piece << ' ' << room;
      EXPECT_EQ(read.bytes, text()) << piece << ' ' << room;
    }
  }
}

TEST(InflateStream, LeavesWhatIsBehindTheEnd) {
  InflateStream stream(Wrapping::kGzip);

  EXPECT_EQ(read_all(stream, packed("one") + "foreign", 1000, 1000).left, "foreign");
}

TEST(InflateStream, IsCutWhereverItsBytesEndTooSoon) {
  const std::string member = packed(text());
  for (std::size_t size = 0; size < member.size(); size += 97) {
    InflateStream stream(Wrapping::kGzip);
    const Read read = read_all(stream, member.substr(0, size), 4096, 512);

    EXPECT_EQ(read.state, State::kCut) << size;
    EXPECT_TRUE(text().starts_with(read.bytes)) << size;
  }
}

TEST(InflateStream, IsDamagedWhenItsCheckSumIsWrong) {
  std::string member = packed(text());
  member[member.size() - 6] = static_cast<char>(member[member.size() - 6] ^ 1);
  InflateStream stream(Wrapping::kGzip);

  EXPECT_EQ(read_all(stream, member, 4096, 4096).state, State::kDamaged);
  EXPECT_EQ(stream.damage(), "incorrect data check");
}

TEST(InflateStream, BeginsAgainAfterAnEndAndAfterDamage) {
  InflateStream stream(Wrapping::kGzip);
  EXPECT_EQ(read_all(stream, packed("one"), 100, 100).bytes, "one");
  stream.begin_again();
  EXPECT_EQ(read_all(stream, "no gzip", 100, 100).state, State::kDamaged);
  stream.begin_again();

  EXPECT_EQ(read_all(stream, packed("two"), 100, 100).bytes, "two");
}

TEST(InflateStream, KnowsTheWrappingThatItIsTold) {
  const std::string member = packed("one");
  // RFC 1952: ten bytes of header, eight of trailer.
  const std::string bare = member.substr(10, member.size() - 18);
  InflateStream none(Wrapping::kNone);
  InflateStream zlib(Wrapping::kZlib);

  EXPECT_EQ(read_all(none, bare, 100, 100).bytes, "one");
  EXPECT_EQ(read_all(zlib, member, 100, 100).state, State::kDamaged);
}

}  // namespace
}  // namespace cabled::inflate_stream_test
