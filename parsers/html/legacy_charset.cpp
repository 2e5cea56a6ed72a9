#include "parsers/html/legacy_charset.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// Counts what ICU cannot decode before its own callback writes U+FFFD.
extern "C" void cabled_count_replaced(const void* context, UConverterToUnicodeArgs* args,
                                      const char* units, int32_t length,
                                      UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close and clone are no faults
  ++*static_cast<std::size_t*>(const_cast<void*>(context));
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, args, units, length, reason, error);
}

// UTF-16 that comes in pieces, which may end in the middle of a pair.
class Utf16Sink {
 public:
  explicit Utf16Sink(std::size_t expected) { utf8_.reserve(expected); }

  void append(const UChar* text, const UChar* end) {
    for (; text != end; ++text) append_unit(*text);
  }

  std::string take() && {
    if (high_ != 0) append_utf8(utf8_, high_);
    return std::move(utf8_);
  }

 private:
  void append_unit(char32_t unit) {
    if (high_ != 0 && U16_IS_TRAIL(unit)) {
      append_utf8(utf8_, 0x10000U + ((high_ - 0xD800U) << 10U) + (unit - 0xDC00U));
      high_ = 0;
      return;
    }
    if (high_ != 0) append_utf8(utf8_, high_);
    high_ = U16_IS_LEAD(unit) ? unit : 0;
    if (high_ == 0) append_utf8(utf8_, unit);
  }

  std::string utf8_;
  char32_t high_ = 0;
};

}  // namespace

std::optional<LegacyText> decode_legacy(std::string_view bytes, const char* icu_name) {
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(icu_name, &error));
  if (U_FAILURE(error) != 0) return std::nullopt;
  std::size_t replaced = 0;
  ucnv_setToUCallBack(converter.get(), cabled_count_replaced, &replaced, nullptr, nullptr, &error);
  Utf16Sink sink(bytes.size() + bytes.size() / 2);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  std::array<UChar, 4096> buffer{};
  do {
    error = U_ZERO_ERROR;
    UChar* target = buffer.data();
    ucnv_toUnicode(converter.get(), &target, buffer.data() + buffer.size(), &source, source_end,
                   nullptr, 1, &error);
    sink.append(buffer.data(), target);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return LegacyText{std::move(sink).take(), replaced};
}

std::optional<std::string> encode_legacy(std::string_view utf8, const char* icu_name) {
  // ICU counts in int32_t, and takes three units of UTF-16 for three bytes at most.
  static constexpr std::size_t kMaxBytes = 1 << 20U;
  if (utf8.size() > kMaxBytes) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(icu_name, &error));
  if (U_FAILURE(error) != 0) return std::nullopt;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
  std::u16string units(utf8.size(), u'\0');
  int32_t length = 0;
  u_strFromUTF8(units.data(), static_cast<int32_t>(units.size()), &length, utf8.data(),
                static_cast<int32_t>(utf8.size()), &error);
  // With its shifts a character takes eight bytes at most (ISO-2022-JP).
  std::string bytes(static_cast<std::size_t>(length) * 8 + 16, '\0');
  const int32_t size =
      ucnv_fromUChars(converter.get(), bytes.data(), static_cast<int32_t>(bytes.size()),
                      units.data(), length, &error);
  if (U_FAILURE(error) != 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

}  // namespace cabled
