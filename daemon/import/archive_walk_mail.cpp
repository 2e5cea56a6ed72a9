// Mail: mailboxes, messages, and pages saved as such.

#include <utility>

#include "daemon/import/archive_walk.h"
#include "daemon/import/page_files.h"
#include "parsers/mail/mail_message.h"
#include "parsers/model/ascii.h"

namespace cabled {

bool ArchiveWalk::walk_mail(FileWindow file, const std::string& within) {
  const auto head = file.peek();
  if (!head) return give(ArchiveItem::Kind::kDamaged, place(within, ""), head.error().message);
  MailSplitter splitter(mail_form(*head).value_or(MailForm::kMessage), 2 * limits_.max_page);
  std::uint64_t number = 0;
  bool ended = false;
  while (!ended) {
    const auto bytes = file.peek();
    if (!bytes) return give(ArchiveItem::Kind::kDamaged, place(within, ""), bytes.error().message);
    ended = bytes->empty();
    if (ended) {
      splitter.finish();
    } else {
      splitter.push(*bytes);
      file.consume(bytes->size());
    }
    while (const auto mail = splitter.next()) {
      if (!take_mail(*mail, ++number, within)) return false;
    }
  }
  return true;
}

bool ArchiveWalk::take_mail(const RawMail& mail, std::uint64_t number, const std::string& within) {
  const std::string at = place(within, fmt::format("line {}", mail.line));
  if (!mail.error.empty()) return give(ArchiveItem::Kind::kDamaged, at, mail.error, mail.offset);
  MailMessage message = read_mail(mail.text);
  if (message.parts.empty()) {
    return give(ArchiveItem::Kind::kOther, at, "mail without text", mail.offset);
  }
  const std::string name = message.id.empty() ? fmt::format("{}", number) : message.id;
  std::size_t part_number = 0;
  for (MailPart& part : message.parts) {
    ++part_number;
    const bool is_web = ascii::istarts_with(part.location, "http://") ||
                        ascii::istarts_with(part.location, "https://");
    const std::string fragment = part_number == 1 ? name : fmt::format("{}.{}", name, part_number);
    ArchiveItem item;
    item.place = at;
    item.offset = mail.offset;
    item.url = is_web ? std::move(part.location) : row_url(name_, fragment, limits_.base_url);
    item.content_type = std::move(part.content_type);
    item.date = message.date;
    item.bytes = std::move(part.bytes);
    if (!give_page(std::move(item))) return false;
  }
  return true;
}

}  // namespace cabled
