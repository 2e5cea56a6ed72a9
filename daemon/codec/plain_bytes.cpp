#include "daemon/codec/plain_bytes.h"

#include <algorithm>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

constexpr std::size_t kLookedAt = 1024;
constexpr std::size_t kEnoughOfUtf8 = 8;
constexpr std::size_t kEnoughOfOthers = 64;
constexpr std::size_t kLongestSequence = 4;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && !ascii::is_space(c) && c != '\x1b') || byte == 0x7F;
}

}  // namespace

bool is_plain_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view head = bytes.substr(0, kLookedAt);
  if (head.size() < kEnoughOfUtf8 || std::ranges::any_of(head, is_control)) return false;
  // A character may be cut where the look ends.
  const bool is_utf8 = valid_utf8_prefix(head) + kLongestSequence > head.size();
  return is_utf8 || head.size() >= kEnoughOfOthers;
}

}  // namespace cabled
