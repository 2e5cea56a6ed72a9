#include "parsers/dump/json_values.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

// RFC 7464 puts one before each value.
constexpr char kRecordSeparator = '\x1e';

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty() && (ascii::is_space(text.front()) || text.front() == kRecordSeparator)) {
    text.remove_prefix(1);
  }
  return text;
}

/// A line of JSON lines without what an array that was cut into lines leaves at its ends.
std::string_view core_of_line(std::string_view line) {
  line = ascii::trim(without_mark(line));
  if (line.ends_with(',')) line.remove_suffix(1);
  return ascii::trim(line);
}

// Whether as many brackets close as open, those in strings left out.
bool is_balanced(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string && c == '\\') {
      ++at;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '{' || c == '[')) {
      ++depth;
    } else if (!in_string && (c == '}' || c == ']')) {
      --depth;
    }
  }
  return depth == 0;
}

JsonForm form_of_objects(std::string_view head) {
  const std::size_t end = head.find('\n');
  if (end == head.npos) return JsonForm::kLines;
  const std::string_view first = core_of_line(head.substr(0, end));
  if (first.ends_with('}') && is_balanced(first)) return JsonForm::kLines;
  // The first may be broken. What is printed over several lines has no second object at a margin.
  head.remove_prefix(std::min(head.find_first_not_of("\r\n", end), head.size()));
  return head.starts_with("{\"") || head.starts_with("{ \"") ? JsonForm::kLines : JsonForm::kValues;
}

}  // namespace

std::optional<JsonForm> json_form(std::string_view head) {
  head = without_mark(head);
  if (head.empty() || (head.front() != '{' && head.front() != '[')) return std::nullopt;
  const std::string_view rest = without_mark(head.substr(1));
  if (head.front() == '{') {
    if (!rest.starts_with('"') && !rest.starts_with('}')) return std::nullopt;
    return form_of_objects(head);
  }
  if (!rest.empty() && std::string_view("{[\"]").find(rest.front()) == rest.npos) {
    return std::nullopt;
  }
  return JsonForm::kValues;
}

void JsonSplitter::push(std::string_view bytes) {
  for (const char c : bytes) {
    if (form_ == JsonForm::kLines) {
      take_of_line(c);
    } else {
      take_of_value(c);
    }
    ++position_;
    if (c == '\n') ++line_;
  }
}

void JsonSplitter::finish() {
  if (!is_open_) return;
  if (form_ == JsonForm::kValues && !is_scalar_ && !is_too_large_) {
    value_.error = "JSON ends inside of a value";
  }
  end_value();
}

std::optional<JsonValue> JsonSplitter::next() {
  if (ready_.empty()) return std::nullopt;
  JsonValue value = std::move(ready_.front());
  ready_.pop_front();
  return value;
}

void JsonSplitter::take_of_line(char c) {
  if (c == '\n') {
    if (is_open_) end_value();
    return;
  }
  if (!is_open_) {
    if (ascii::is_space(c) || c == kRecordSeparator) return;
    is_open_ = true;
    value_.offset = position_;
    value_.line = line_;
  }
  keep(c);
}

void JsonSplitter::take_of_value(char c) {
  if (!is_open_ && !begins_value(c)) return;
  const bool ends_scalar = is_scalar_ && !in_string_ && (c == ',' || c == ']' || c == '\n');
  if (ends_scalar) return end_value();
  keep(c);
  if (is_escaped_) {
    is_escaped_ = false;
  } else if (in_string_) {
    is_escaped_ = c == '\\';
    in_string_ = c != '"';
  } else if (c == '"') {
    in_string_ = true;
  } else if (c == '{' || c == '[') {
    ++depth_;
  } else if ((c == '}' || c == ']') && depth_ > 0 && --depth_ == 0) {
    end_value();
  }
}

/// Between values: whether one begins here.
bool JsonSplitter::begins_value(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool is_between = ascii::is_space(c) || c == ',' || c == ']' || c == kRecordSeparator;
  if (is_between || (byte >= 0x80 && position_ < kByteOrderMark.size())) return false;
  // The first bracket may be that of an array around all values.
  if (std::exchange(is_first_, false) && c == '[') return false;
  is_open_ = true;
  is_scalar_ = c != '{' && c != '[';
  value_.offset = position_;
  value_.line = line_;
  return true;
}

void JsonSplitter::keep(char c) {
  if (is_too_large_) return;
  if (value_.text.size() < max_value_) {
    value_.text += c;
    return;
  }
  is_too_large_ = true;
  value_.text = {};
  value_.error = "JSON value of more than " + std::to_string(max_value_) + " bytes";
}

void JsonSplitter::end_value() {
  if (form_ == JsonForm::kLines) value_.text = core_of_line(value_.text);
  const bool is_bracket = value_.text == "[" || value_.text == "]" || value_.text.empty();
  const bool is_nothing = form_ == JsonForm::kLines && value_.error.empty() && is_bracket;
  if (!value_.error.empty()) value_.text.clear();
  if (!is_nothing) ready_.push_back(std::move(value_));
  value_ = JsonValue();
  is_open_ = is_scalar_ = in_string_ = is_escaped_ = is_too_large_ = false;
  depth_ = 0;
}

}  // namespace cabled
