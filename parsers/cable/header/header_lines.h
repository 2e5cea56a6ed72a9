#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// One line of a telegram's header, as it was sent: where a page has lost its line breaks, lines
/// are told by the words that begin them.
struct HeaderLine {
  std::string_view text;  ///< upper case, trimmed; may be empty
  std::size_t offset;     ///< where it begins in the text given
};

/// The lines of a header: from the first to SUBJECT, and a few more in case the order is damaged.
/// Owns the upper-case text that its lines point into, so it stays where it was made.
class TelegramLines {
 public:
  explicit TelegramLines(std::string_view text);
  TelegramLines(const TelegramLines&) = delete;
  TelegramLines& operator=(const TelegramLines&) = delete;
  TelegramLines(TelegramLines&&) = delete;
  TelegramLines& operator=(TelegramLines&&) = delete;
  ~TelegramLines() = default;

  const std::vector<HeaderLine>& all() const noexcept { return lines_; }
  /// The line that begins with SUBJECT, or all().size().
  std::size_t subject() const noexcept { return subject_; }
  /// The first part of the whole text in upper case, header and the start of the body.
  std::string_view upper() const noexcept { return upper_; }

 private:
  std::string upper_;
  std::vector<HeaderLine> lines_;
  std::size_t subject_ = 0;
};

/// Whether a line begins with the mark of the SUBJECT, TAGS or REF line, or an executive order.
bool begins_body(std::string_view line);

}  // namespace cabled
