#include "parsers/page/content_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

constexpr std::size_t kHeadBytes = 4096;

bool has_unicode_mark(std::string_view head) noexcept {
  return head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff") ||
         head.starts_with(kByteOrderMark);
}

bool looks_binary(std::string_view head) noexcept {
  static constexpr std::array<std::string_view, 8> kMagic{"%PDF-",
                                                          "\x89PNG",
                                                          "GIF8",
                                                          "\xff\xd8\xff",
                                                          "PK\x03\x04",
                                                          "\x1f\x8b",
                                                          "\x7f"
                                                          "ELF",
                                                          "Rar!"};
  if (std::ranges::any_of(kMagic,
                          [&](std::string_view magic) { return head.starts_with(magic); })) {
    return true;
  }
  if (has_unicode_mark(head)) return false;
  constexpr auto kIsControl = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool usual = ((byte >= '\t') & (byte <= '\r')) | (byte == 0x1b);
    return (byte < 0x20) & !usual;
  };
  if (!ascii::any_byte(head, kIsControl)) return false;
  const auto controls = std::ranges::count_if(head, kIsControl);
  // UTF-16 without a mark is half NULs and still text; a stray control character is no proof.
  const bool utf16 = head.size() >= 4 && (head[0] == '\0') != (head[1] == '\0') &&
                     (head[2] == '\0') != (head[3] == '\0');
  return !utf16 && static_cast<std::size_t>(controls) * 20 > head.size();
}

bool looks_like_html(std::string_view head) noexcept {
  static constexpr std::array<std::string_view, 14> kTags{
      "<!doctype html", "<html",  "<head", "<body",   "<title", "<meta", "<pre", "<p>", "<br",
      "<div",           "<table", "<h1",   "<script", "<?xml"};
  // Of plain text, which has few such signs, looking for each tag by itself took a fifth of the
  // whole reading.
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    const auto stands_here = [rest = head.substr(at)](std::string_view tag) {
      return ascii::istarts_with(rest, tag);
    };
    if (std::ranges::any_of(kTags, stands_here)) return true;
  }
  return false;
}

}  // namespace

ContentKind content_kind(const Page& page) noexcept {
  const std::string_view head = std::string_view(page.bytes).substr(0, kHeadBytes);
  if (ascii::trim(head).empty() && page.bytes.size() <= kHeadBytes) return ContentKind::kEmpty;
  if (looks_binary(head)) return ContentKind::kBinary;
  if (ascii::icontains(page.content_type, "html") || ascii::icontains(page.content_type, "xml")) {
    return ContentKind::kHtml;
  }
  return looks_like_html(head) ? ContentKind::kHtml : ContentKind::kText;
}

}  // namespace cabled
