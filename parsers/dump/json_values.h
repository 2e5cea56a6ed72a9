#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// How a file parts its JSON values.
enum class JsonForm {
  kLines,   ///< a value a line; a broken line is no more than that
  kValues,  ///< by their own brackets: the members of one array, or values behind each other
};

/// Whether a file that begins so is JSON, and how its values are parted.
std::optional<JsonForm> json_form(std::string_view head);

/// A value as it stands in the file; it has not been parsed.
struct JsonValue {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;  ///< where it begins
  std::string text;
  std::string error;  ///< why there is no text; "" when there is
};

/// Parts JSON as it is pushed in, in memory of one value of at most `max_value` bytes.
class JsonSplitter {
 public:
  JsonSplitter(JsonForm form, std::size_t max_value) : form_(form), max_value_(max_value) {}

  void push(std::string_view bytes);
  /// No more will come.
  void finish();
  std::optional<JsonValue> next();

 private:
  void take_of_line(char c);
  void take_of_value(char c);
  bool begins_value(char c);
  void keep(char c);
  void end_value();

  JsonForm form_;
  std::size_t max_value_;
  std::uint64_t position_ = 0;
  std::uint64_t line_ = 1;
  std::size_t depth_ = 0;  ///< brackets that are open in the value at hand
  bool is_open_ = false;
  bool is_scalar_ = false;
  bool in_string_ = false;
  bool is_escaped_ = false;
  bool is_first_ = true;
  bool is_too_large_ = false;
  JsonValue value_;
  std::deque<JsonValue> ready_;
};

}  // namespace cabled
