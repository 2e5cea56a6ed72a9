// Any bytes as a file of JSON values, as a mailbox, as a message and as wide text, pushed in pieces
// whose size the first byte chooses.
#include "parsers/dump/json_values.h"
#include "parsers/dump/wide_text.h"
#include "parsers/mail/mail_message.h"
#include "parsers/mail/mail_splitter.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/telegram_heads.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

constexpr std::size_t kMost = 4096;

template <typename Reader, typename Take>
void push_all(Reader& reader, std::string_view bytes, std::size_t piece, Take take) {
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.push(bytes.substr(at, piece));
    take();
  }
  reader.finish();
  take();
}

void split_json(std::string_view bytes, std::size_t piece, cabled::JsonForm form) {
  cabled::JsonSplitter splitter(form, kMost);
  push_all(splitter, bytes, piece, [&] {
    while (const auto value = splitter.next()) {
      cabled::fuzz::require(value->offset < bytes.size() && value->text.size() <= kMost);
    }
  });
}

void split_mail(std::string_view bytes, std::size_t piece, cabled::MailForm form) {
  cabled::MailSplitter splitter(form, kMost);
  push_all(splitter, bytes, piece, [&] {
    while (const auto mail = splitter.next()) {
      cabled::fuzz::require(mail->offset < bytes.size() && mail->text.size() <= kMost);
      for (const auto& part : cabled::read_mail(mail->text).parts) {
        cabled::fuzz::require(part.bytes.size() <= mail->text.size());
      }
    }
  });
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size).substr(1);
  (void)cabled::json_form(bytes);
  (void)cabled::mail_form(bytes);
  for (const auto form : {cabled::JsonForm::kLines, cabled::JsonForm::kValues}) {
    split_json(bytes, piece, form);
  }
  for (const auto form : {cabled::MailForm::kMailbox, cabled::MailForm::kMessage}) {
    split_mail(bytes, piece, form);
  }
  const auto form = cabled::wide_form(bytes);
  cabled::WideText wide(form.value_or(cabled::WideForm{2, false}));
  cabled::fuzz::require(cabled::is_valid_utf8(wide.push(bytes) + wide.finish()));
  cabled::fuzz::require(cabled::count_telegram_heads(bytes) <= bytes.size());
  return 0;
}
