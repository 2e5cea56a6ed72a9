#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// What a file of mail is.
enum class MailForm {
  kMailbox,  ///< mbox: each message below a line "From …" (RFC 4155)
  kMessage,  ///< one message: eml, mht
};

/// Whether a file that begins so is mail. A telegram whose first lines look like fields is none.
std::optional<MailForm> mail_form(std::string_view head);

/// A message as it stands in the file.
struct RawMail {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
  std::string text;   ///< without its "From " line, ">From " undone
  std::string error;  ///< why there is no text; "" when there is
};

/// Parts a file of mail as it is pushed in, in memory of one message of at most `max_message`
/// bytes.
class MailSplitter {
 public:
  MailSplitter(MailForm form, std::size_t max_message) : form_(form), max_message_(max_message) {}

  void push(std::string_view bytes);
  /// No more will come.
  void finish();
  std::optional<RawMail> next();

 private:
  void take_piece(std::string_view piece);
  void end_line();
  void end_message();

  MailForm form_;
  std::size_t max_message_;
  std::string line_;  ///< the line at hand, with its line end
  std::uint64_t position_ = 0;
  std::uint64_t lines_ = 1;
  bool is_after_blank_ = true;
  bool is_open_ = false;
  RawMail mail_;
  std::deque<RawMail> ready_;
};

}  // namespace cabled
