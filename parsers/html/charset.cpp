#include "parsers/html/charset.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "parsers/html/charset_labels.h"
#include "parsers/html/legacy_charset.h"
#include "parsers/html/meta_charset.h"
#include "parsers/html/windows1252.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// What the bytes themselves say.
struct Evidence {
  bool has_high_bytes;
  bool valid_utf8;

  bool is_surely_utf8() const { return has_high_bytes && valid_utf8; }
};

Evidence weigh(std::string_view bytes) {
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  // Valid UTF-8 of nothing but ASCII cannot be told from other encodings.
  if (!ascii::any_byte(bytes, is_high)) return {false, true};
  return {true, is_valid_utf8(bytes)};
}

std::string replace_nul(std::string utf8) {
  if (utf8.find('\0') == std::string::npos) return utf8;
  return Utf8Text::sanitized(std::move(utf8)).str();
}

// Whether bytes that are not valid UTF-8 are damaged UTF-8 rather than windows-1252: more whole
// sequences than broken ones, or bytes that windows-1252 leaves open.
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t whole = 0;
  std::size_t broken = 0;
  while (!bytes.empty()) {
    const std::size_t good = valid_utf8_prefix(bytes);
    const auto is_lead = [](char c) { return static_cast<unsigned char>(c) >= 0xC2; };
    whole += static_cast<std::size_t>(std::ranges::count_if(bytes.substr(0, good), is_lead));
    if (good == bytes.size()) break;
    ++broken;
    bytes.remove_prefix(good + 1);
  }
  return whole > broken;
}

char16_t unit_at(std::string_view bytes, std::size_t i, bool big_endian) {
  const auto first = static_cast<unsigned char>(bytes[i]);
  const auto second = static_cast<unsigned char>(bytes[i + 1]);
  return static_cast<char16_t>(big_endian ? first << 8U | second : second << 8U | first);
}

constexpr bool is_high_surrogate(char16_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low_surrogate(char16_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

std::string decode_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const char16_t unit = unit_at(bytes, i, big_endian);
    const char16_t next = i + 3 < bytes.size() ? unit_at(bytes, i + 2, big_endian) : u'\0';
    if (is_high_surrogate(unit) && is_low_surrogate(next)) {
      append_utf8(out, 0x10000U + ((unit - 0xD800U) << 10U) + (next - 0xDC00U));
      i += 2;
    } else {
      append_utf8(out, unit == 0 ? char32_t{0xFFFD} : char32_t{unit});  // lone halves too
    }
  }
  if (bytes.size() % 2 != 0) append_utf8(out, 0xFFFD);
  return out;
}

// Markup in UTF-16 has a zero in every other byte of its first characters.
std::optional<bool> utf16_big_endian(std::string_view bytes) {
  static constexpr std::size_t kLooked = 8;
  if (bytes.size() < kLooked) return std::nullopt;
  for (const bool big_endian : {false, true}) {
    bool all_ascii = true;
    for (std::size_t i = 0; i < kLooked; i += 2) {
      const char16_t unit = unit_at(bytes, i, big_endian);
      all_ascii = all_ascii && unit != 0 && unit < 0x80;
    }
    if (all_ascii) return big_endian;
  }
  return std::nullopt;
}

// The text when `encoding` is what the bytes are in.
std::optional<std::string> decode_as(const Encoding& encoding, std::string_view bytes,
                                     const Evidence& evidence) {
  if (encoding.name == "utf-8") {
    if (evidence.valid_utf8) return replace_nul(std::string(bytes));
    if (!is_damaged_utf8(bytes) && is_plausible_windows1252(bytes)) return std::nullopt;
    return Utf8Text::sanitized(std::string(bytes)).str();
  }
  if (evidence.is_surely_utf8()) return std::nullopt;
  if (encoding.name == "windows-1252") return decode_windows1252(bytes);
  if (encoding.icu_name == nullptr) {  // UTF-16 without its mark
    const std::optional<bool> big_endian = utf16_big_endian(bytes);
    if (big_endian != (encoding.name == "utf-16be")) return std::nullopt;
    return decode_utf16(bytes, *big_endian);
  }
  std::optional<LegacyText> text = decode_legacy(bytes, encoding.icu_name);
  // A page in another encoding than it says has faults all over; one bad byte in a hundred is only
  // a damaged one.
  if (!text || text->replaced * 100 > bytes.size()) return std::nullopt;
  return replace_nul(std::move(text->utf8));
}

std::optional<DecodedText> decode_marked(std::string_view bytes) {
  if (bytes.starts_with(kUtf8Mark)) {
    bytes.remove_prefix(kUtf8Mark.size());
    return DecodedText{Utf8Text::sanitized(std::string(bytes)).str(), "utf-8"};
  }
  if (bytes.starts_with("\xFF\xFE"))
    return DecodedText{decode_utf16(bytes.substr(2), false), "utf-16le"};
  if (bytes.starts_with("\xFE\xFF"))
    return DecodedText{decode_utf16(bytes.substr(2), true), "utf-16be"};
  return std::nullopt;
}

// A page whose <meta> can be read as ASCII is not in UTF-16, whatever it says.
const Encoding* encoding_of_meta(std::string_view bytes) {
  const Encoding* encoding = encoding_of_label(meta_charset(bytes));
  const bool utf16 = encoding != nullptr && encoding->name.starts_with("utf-16");
  return utf16 ? encoding_of_label("utf-8") : encoding;
}

std::string_view without_utf8_front(std::string_view bytes) {
  while (!bytes.empty()) {
    if (bytes.starts_with(kUtf8Mark)) {
      bytes.remove_prefix(kUtf8Mark.size());
    } else if (ascii::is_space(bytes.front())) {
      bytes.remove_prefix(1);
    } else {
      break;
    }
  }
  return bytes;
}

// <?xml version="1.0" encoding="…"?>, also behind what a script wrote in front of it. What can be
// read here as ASCII is not in UTF-16.
const Encoding* encoding_of_declaration(std::string_view bytes) {
  static constexpr std::size_t kLookedAt = 4096;
  static constexpr std::string_view kName = "encoding";
  bytes = bytes.substr(0, kLookedAt);
  const std::size_t start = bytes.find("<?xml");
  if (start == std::string_view::npos) return nullptr;
  const std::string_view declaration = bytes.substr(start, bytes.find("?>", start) - start);
  const std::size_t name = declaration.find(kName);
  if (name == std::string_view::npos) return nullptr;
  std::string_view value = ascii::trim(declaration.substr(name + kName.size()));
  if (!value.starts_with('=')) return nullptr;
  value = ascii::trim(value.substr(1));
  if (!value.starts_with('"') && !value.starts_with('\'')) return nullptr;
  const Encoding* encoding = encoding_of_label(value.substr(1, value.find(value.front(), 1) - 1));
  return encoding != nullptr && encoding->name.starts_with("utf-16") ? nullptr : encoding;
}

// A NUL in the text of a page is dropped (HTML standard, 13.2.6.4.7); UTF-16 is half NULs.
bool holds_stray_nul(std::string_view bytes) {
  if (bytes.find('\0') == std::string_view::npos) return false;
  const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  return !marked && !utf16_big_endian(bytes);
}

DecodedText decode(std::string_view bytes, const std::array<const Encoding*, 2>& claims) {
  const Evidence evidence = weigh(bytes);
  for (const Encoding* claim : claims) {
    if (claim == nullptr) continue;
    if (auto utf8 = decode_as(*claim, bytes, evidence)) {
      return {std::move(*utf8), std::string(claim->name)};
    }
  }
  if (const auto big_endian = utf16_big_endian(bytes)) {
    return {decode_utf16(bytes, *big_endian), *big_endian ? "utf-16be" : "utf-16le"};
  }
  if (evidence.is_surely_utf8()) return {replace_nul(std::string(bytes)), "utf-8"};
  return {decode_windows1252(bytes), "windows-1252"};
}

}  // namespace

DecodedText decode_html(std::string_view bytes, std::string_view content_type) {
  if (holds_stray_nul(bytes)) {
    std::string rest(bytes);
    std::erase(rest, '\0');
    return decode_html(rest, content_type);
  }
  if (auto marked = decode_marked(bytes)) return std::move(*marked);
  return decode(bytes,
                {encoding_of_label(charset_parameter(content_type)), encoding_of_meta(bytes)});
}

DecodedText decode_xml(std::string_view bytes, std::string_view content_type) {
  bytes = without_utf8_front(bytes);
  std::optional<DecodedText> text = decode_marked(bytes);
  if (!text) {
    text = decode(bytes, {encoding_of_label(charset_parameter(content_type)),
                          encoding_of_declaration(bytes)});
  }
  const std::size_t front = text->utf8.size() - without_utf8_front(text->utf8).size();
  text->utf8.erase(0, front);
  return std::move(*text);
}

DecodedText decode_text(std::string_view bytes, std::string_view content_type) {
  if (auto marked = decode_marked(bytes)) return std::move(*marked);
  return decode(bytes, {encoding_of_label(charset_parameter(content_type)), nullptr});
}

}  // namespace cabled
