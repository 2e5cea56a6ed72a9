#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cabled {

/// JSON that is written from front to back, without a tree between. It is for what every page
/// writes, the fields of a cable and its changes; commas and braces are the caller's.
class JsonText {
 public:
  /// In quotes; bytes that are no UTF-8 become U+FFFD.
  void string(std::string_view text);
  void number(std::int64_t value);
  /// What is JSON already.
  void raw(std::string_view json) { text_ += json; }

  std::string take() && { return std::move(text_); }

 private:
  void escaped(std::string_view valid);

  std::string text_;
};

}  // namespace cabled
