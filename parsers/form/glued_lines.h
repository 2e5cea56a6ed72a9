#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace cabled {

/// Splits long lines of a telegram where its own lines began, by the words and numbers that begin
/// them and by the part of the telegram that has been reached: header, preamble, paragraphs. Of one
/// telegram, from its first such line on.
class GluedLines {
 public:
  /// Whether a line in which nothing else tells of lost breaks goes on from those split so far: the
  /// next paragraphs, all on one line.
  bool goes_on(std::string_view line) const;

  /// Views into `line`, trimmed. An empty one stands above headings and a body without numbers.
  std::vector<std::string_view> split(std::string_view line);

 private:
  enum class Part { kHeader, kPreamble, kBody };

  bool begins_line(std::string_view line, std::size_t begin, std::size_t at) const;
  bool begins_header_line(std::string_view before, std::string_view rest) const;
  bool begins_preamble_line(std::string_view before, std::string_view rest) const;
  std::size_t paragraph_at(std::string_view line, std::size_t at) const;
  std::size_t heading_before(std::string_view before, std::string_view rest) const;
  void note(std::string_view line);
  void split_signature(std::vector<std::string_view>& lines) const;

  Part part_ = Part::kHeader;
  bool seen_to_ = false;
  int last_number_ = 0;
};

}  // namespace cabled
