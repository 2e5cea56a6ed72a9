// JSON with a page a value.

#include <utility>

#include "daemon/import/archive_walk.h"
#include "daemon/import/page_files.h"

namespace cabled {

bool ArchiveWalk::walk_json(FileWindow file, const std::string& within) {
  const auto head = file.peek();
  if (!head) return give(ArchiveItem::Kind::kDamaged, place(within, ""), head.error().message);
  if (head->substr(0, head->find('\n')).find("\"json-pages-") != head->npos) {
    return give(ArchiveItem::Kind::kOther, place(within, ""), "a WACZ's list of its pages");
  }
  // Base64 takes a third more, escapes may double a page.
  JsonSplitter splitter(json_form(*head).value_or(JsonForm::kLines), 2 * limits_.max_page);
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
    while (const auto value = splitter.next()) {
      if (!take_json(*value, within)) return false;
    }
  }
  return true;
}

bool ArchiveWalk::take_json(const JsonValue& value, const std::string& within) {
  const std::string at = place(within, fmt::format("line {}", value.line));
  if (!value.error.empty()) {
    return give(ArchiveItem::Kind::kDamaged, at, value.error, value.offset);
  }
  auto pages = pages_of_json(value.text, limits_.hints);
  if (!pages) return give(ArchiveItem::Kind::kDamaged, at, pages.error().message, value.offset);
  if (pages->empty()) {
    return give(ArchiveItem::Kind::kOther, at, "JSON with no page in it", value.offset);
  }
  std::size_t number = 0;
  for (JsonPage& page : *pages) {
    ++number;
    const bool is_one = pages->size() == 1;
    if (page.name.empty()) {
      page.name = is_one ? fmt::format("{}", value.line) : fmt::format("{}.{}", value.line, number);
    }
    if (!take_json_page(std::move(page), at, value.offset)) return false;
  }
  return true;
}

bool ArchiveWalk::take_json_page(JsonPage page, const std::string& at, std::uint64_t offset) {
  ArchiveItem item;
  item.place = at;
  item.offset = offset;
  item.url = std::move(page.url);
  if (item.url.empty()) item.url = row_url(name_, page.name, limits_.base_url);
  item.content_type = std::move(page.content_type);
  item.date = std::move(page.date);
  item.columns = std::move(page.columns);
  item.bytes = std::move(page.bytes);
  return give_page(std::move(item));
}

}  // namespace cabled
