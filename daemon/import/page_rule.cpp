#include "daemon/import/page_rule.h"

#include <fmt/format.h>

#include "daemon/import/warc_item.h"
#include "parsers/dump/wide_text.h"
#include "parsers/model/ascii.h"
#include "parsers/page/content_kind.h"
#include "parsers/telegram/telegram_heads.h"

namespace cabled {
namespace {

/// Pages of HTML often show another telegram beside their own, which the reader tells apart; plain
/// text and XML of several are a dump in a form that nobody here knows.
bool may_be_dump(const ArchiveItem& item) {
  if (ascii::istarts_with(item.content_type, "text/plain")) return true;
  const std::string head = item.bytes.substr(0, 8192);
  if (ascii::istarts_with(ascii::trim(head), "<?xml")) {
    return !ascii::icontains(head, "<html") && !ascii::icontains(head, "<!doctype html");
  }
  return content_kind({head, "", item.content_type}) == ContentKind::kText;
}

/// One telegram in nearly all texts, and its lines need not be looked at for that.
std::size_t heads_of(const std::string& text) {
  const std::size_t first = text.find("FM ");
  if (first == text.npos || text.find("FM ", first + 1) == text.npos) return 1;
  return count_telegram_heads(text);
}

}  // namespace

std::string why_no_page(const ArchiveItem& item, const ArchiveLimits& limits) {
  if (item.bytes.size() > limits.max_page) return "page is too large";
  if (std::string why = why_no_url(item.url); !why.empty()) return why;
  if (!may_be_dump(item)) return "";
  const auto form = wide_form(item.bytes);
  const std::size_t heads =
      form ? count_telegram_heads(WideText(*form).push(item.bytes)) : heads_of(item.bytes);
  if (heads <= 1) return "";
  return fmt::format("text of {} telegrams in one, in no form of dump that is known", heads);
}

}  // namespace cabled
