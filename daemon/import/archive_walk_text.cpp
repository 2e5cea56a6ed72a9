// The two forms of archive that are text with a page a row or line.

#include <nlohmann/json.hpp>
#include <utility>

#include "daemon/import/archive_walk.h"
#include "daemon/import/page_files.h"
#include "daemon/import/warc_item.h"
#include "daemon/json/base64.h"
#include "parsers/dump/csv_dump.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kPieceOfDump = std::size_t{64} << 10U;

std::string json_text(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// The page of a line: its bytes, "" when it has none. kInvalid: they are not base64.
Result<std::string> json_page(const nlohmann::json& object) {
  if (object.contains("html_base64")) return decode_base64(json_text(object, "html_base64"));
  std::string html = json_text(object, "html");
  return html.empty() ? json_text(object, "text") : html;
}

std::string json_page_type(const nlohmann::json& object) {
  if (std::string type = json_text(object, "content_type"); !type.empty()) return type;
  // JSON is UTF-8, whatever the page once said of itself; bytes in base64 are as they came.
  if (object.contains("html_base64")) return "text/html";
  return json_text(object, "html").empty() ? "text/plain; charset=utf-8"
                                           : "text/html; charset=utf-8";
}

}  // namespace

bool ArchiveWalk::walk_dump(FileWindow file, const std::string& within) {
  CsvDumpReader reader;
  bool ended = false;
  while (!ended) {
    const auto bytes = file.peek();
    if (!bytes) return give(ArchiveItem::Kind::kDamaged, place(within, ""), bytes.error().message);
    const std::string_view piece = bytes->substr(0, kPieceOfDump);
    ended = piece.empty();
    if (ended) {
      reader.finish();
    } else {
      reader.push(piece);
      file.consume(piece.size());
    }
    while (auto row = reader.next()) {
      const std::string at = place(within, fmt::format("offset {}", row->offset));
      if (!row->error.empty()) {
        if (!give(ArchiveItem::Kind::kDamaged, at, row->error, row->offset)) return false;
        continue;
      }
      ArchiveItem item;
      item.kind = ArchiveItem::Kind::kPage;
      item.place = at;
      item.offset = row->offset;
      item.url = row_url(name_, row->columns[DumpRow::kNumber], limits_.base_url);
      item.content_type = "text/plain; charset=utf-8";
      item.columns = {std::move(row->columns[DumpRow::kReference]),
                      std::move(row->columns[DumpRow::kOrigin]),
                      std::move(row->columns[DumpRow::kClassification])};
      item.bytes = std::move(row->columns[DumpRow::kHeader]);
      item.bytes += "\n\n";
      item.bytes += row->columns[DumpRow::kBody];
      if (!visit_(std::move(item))) return false;
    }
  }
  return true;
}

bool ArchiveWalk::walk_json_lines(FileWindow file, const std::string& within) {
  // Base64 takes a third more, escapes may double a page.
  const std::size_t longest = 2 * limits_.max_page;
  std::string line;
  bool too_long = false;
  std::uint64_t number = 1;
  std::uint64_t start = 0;
  while (true) {
    const auto bytes = file.peek();
    if (!bytes) return give(ArchiveItem::Kind::kDamaged, place(within, ""), bytes.error().message);
    const std::size_t end = bytes->find('\n');
    const std::string_view piece = bytes->substr(0, end);
    too_long = too_long || line.size() + piece.size() > longest;
    if (!too_long) line += piece;
    const bool ended = bytes->empty();
    file.consume(piece.size() + (end == bytes->npos ? 0 : 1));
    if (end == bytes->npos && !ended) continue;
    const std::string at = place(within, fmt::format("line {}", number));
    const bool more = too_long ? give(ArchiveItem::Kind::kDamaged, at, "line is too long", start)
                               : take_json_line(line, number, start, within);
    if (!more) return false;
    if (ended) return true;
    line.clear();
    too_long = false;
    ++number;
    start = file.offset();
  }
}

bool ArchiveWalk::take_json_line(std::string_view line, std::uint64_t number, std::uint64_t offset,
                                 const std::string& within) {
  if (ascii::trim(line).empty()) return true;
  const std::string at = place(within, fmt::format("line {}", number));
  const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object()) {
    return give(ArchiveItem::Kind::kDamaged, at, "no JSON object", offset);
  }
  auto bytes = json_page(object);
  if (!bytes) return give(ArchiveItem::Kind::kDamaged, at, bytes.error().message, offset);
  if (bytes->empty()) return give(ArchiveItem::Kind::kOther, at, "no page in it", offset);
  if (bytes->size() > limits_.max_page) {
    return give(ArchiveItem::Kind::kDamaged, at, "page is too large", offset);
  }
  ArchiveItem item;
  item.url = json_text(object, "url");
  if (item.url.empty()) item.url = row_url(name_, std::to_string(number), limits_.base_url);
  if (std::string why = why_no_url(item.url); !why.empty()) {
    return give(ArchiveItem::Kind::kDamaged, at, why, offset);
  }
  item.kind = ArchiveItem::Kind::kPage;
  item.place = at;
  item.offset = offset;
  item.content_type = json_page_type(object);
  item.date = json_text(object, "date");
  item.bytes = std::move(*bytes);
  return visit_(std::move(item));
}

}  // namespace cabled
