#include "parsers/mail/mail_splitter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/web/header_fields.h"

namespace cabled {
namespace {

constexpr std::string_view kFrom = "From ";

/// "From someone@example.org Mon Nov 29 20:45:41 2010": prose may begin with the word, but has no
/// time of day.
bool is_from_line(std::string_view line) {
  if (!line.starts_with(kFrom)) return false;
  const std::size_t colon = line.find(':', kFrom.size());
  return colon != line.npos && colon + 2 < line.size() && ascii::is_digit(line[colon - 1]) &&
         ascii::is_digit(line[colon + 1]) && ascii::is_digit(line[colon + 2]);
}

bool has_field(const HeaderFields& fields, std::string_view name) {
  return find_field(fields, name).has_value();
}

/// Whether a header can only be that of mail.
bool begins_message(std::string_view head) {
  static constexpr std::size_t kLongestHead = std::size_t{64} << 10U;
  head = head.substr(0, kLongestHead);
  const auto fields = read_strict_fields(head.substr(0, header_end(head).value_or(head.size())));
  if (!fields || fields->size() < 2) return false;
  static constexpr std::array<std::string_view, 6> kOfMail{
      "MIME-Version", "Message-ID", "Received", "Return-Path", "Snapshot-Content-Location",
      "Delivered-To"};
  if (std::ranges::any_of(kOfMail, [&](auto name) { return has_field(*fields, name); }))
    return true;
  const auto from = find_field(*fields, "From");
  return from && from->find('@') != from->npos &&
         (has_field(*fields, "Date") || has_field(*fields, "To") ||
          has_field(*fields, "Content-Type"));
}

/// Whether the first line is a field.
bool begins_with_field(std::string_view head) {
  const auto field = split_field_line(take_header_line(head));
  return field && !field->name.empty() &&
         std::ranges::all_of(field->name, [](char c) { return ascii::is_alnum(c) || c == '-'; });
}

}  // namespace

std::optional<MailForm> mail_form(std::string_view head) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  head.remove_prefix(std::min(head.find_first_not_of("\r\n"), head.size()));
  std::string_view rest = head;
  if (is_from_line(take_header_line(rest)) && begins_with_field(rest)) return MailForm::kMailbox;
  if (begins_message(head)) return MailForm::kMessage;
  return std::nullopt;
}

void MailSplitter::push(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end == bytes.npos ? bytes.npos : end + 1);
    take_piece(piece);
    bytes.remove_prefix(piece.size());
    position_ += piece.size();
    if (end != std::string_view::npos) end_line();
  }
}

void MailSplitter::finish() {
  if (!line_.empty()) end_line();
  if (is_open_) end_message();
}

std::optional<RawMail> MailSplitter::next() {
  if (ready_.empty()) return std::nullopt;
  RawMail mail = std::move(ready_.front());
  ready_.pop_front();
  return mail;
}

void MailSplitter::take_piece(std::string_view piece) {
  if (line_.size() + piece.size() > max_message_) {
    mail_.error = "message of more than " + std::to_string(max_message_) + " bytes";
    mail_.text = {};
    line_.clear();
  }
  line_ += piece.substr(0, max_message_);
}

void MailSplitter::end_line() {
  std::string line = std::exchange(line_, {});
  // What some editors put before a file is no part of its first field.
  if (lines_ == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
  const bool is_blank = ascii::trim(line).empty();
  const bool begins = form_ == MailForm::kMailbox && is_after_blank_ && is_from_line(line);
  if (begins && is_open_) end_message();
  if (begins || (!is_open_ && !is_blank)) {
    is_open_ = true;
    mail_.offset = position_ - line.size();
    mail_.line = lines_;
  }
  ++lines_;
  is_after_blank_ = is_blank;
  if (begins || !is_open_ || !mail_.error.empty()) return;
  if (mail_.text.size() + line.size() > max_message_) {
    mail_.error = "message of more than " + std::to_string(max_message_) + " bytes";
    mail_.text = {};
    return;
  }
  const std::size_t mark = std::min(line.find_first_not_of('>'), line.size());
  const bool is_quoted = form_ == MailForm::kMailbox && mark > 0 &&
                         std::string_view(line).substr(mark).starts_with(kFrom);
  mail_.text += std::string_view(line).substr(is_quoted ? 1 : 0);
}

void MailSplitter::end_message() {
  ready_.push_back(std::move(mail_));
  mail_ = RawMail();
  is_open_ = false;
}

}  // namespace cabled
