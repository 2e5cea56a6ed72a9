#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// How text of two or four bytes a character is written down.
struct WideForm {
  std::size_t unit = 2;  ///< bytes: 2 for UTF-16, 4 for UTF-32
  bool is_big_endian = false;
};

/// Tells UTF-16 and UTF-32 by their mark or, without one, by the NULs beside the first letters;
/// nothing for any other text.
std::optional<WideForm> wide_form(std::string_view head);

/// Makes UTF-8 of such text as it is pushed in, without the mark. What is no character becomes
/// U+FFFD.
class WideText {
 public:
  explicit WideText(WideForm form) : form_(form) {}

  std::string push(std::string_view bytes);
  /// No more will come: what a character that is cut off becomes.
  std::string finish();

 private:
  void take(char32_t unit, std::string& out);

  WideForm form_;
  std::string rest_;   ///< of a unit that has not come whole
  char32_t high_ = 0;  ///< a surrogate that waits for its second half
  bool is_at_start_ = true;
};

}  // namespace cabled
