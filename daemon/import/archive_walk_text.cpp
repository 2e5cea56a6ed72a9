// The forms of archive that are text: what they have in common, and tables.

#include <algorithm>
#include <utility>

#include "daemon/import/archive_walk.h"
#include "daemon/import/line_finder.h"
#include "daemon/import/page_files.h"
#include "daemon/store/scratch_file.h"
#include "parsers/dump/csv_dump.h"
#include "parsers/dump/look_at_csv.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/page/content_kind.h"

namespace cabled {
namespace {

constexpr std::size_t kPieceOfDump = std::size_t{64} << 10U;

/// Tables of before UTF-8 are in Windows' set of letters.
std::string type_of_row(const DumpRow& row) {
  const std::string& body = row.columns[DumpRow::kBody];
  const bool is_html = ascii::trim(body).starts_with('<') &&
                       content_kind({body.substr(0, 8192), "", ""}) == ContentKind::kHtml;
  const bool is_utf8 = is_valid_utf8(body) && is_valid_utf8(row.columns[DumpRow::kHeader]);
  return fmt::format("text/{}; charset={}", is_html ? "html" : "plain",
                     is_utf8 ? "utf-8" : "windows-1252");
}

/// What a row is called in its table; "" when it says nothing.
std::string name_of_row(const DumpRow& row) {
  const std::string& number = row.columns[DumpRow::kNumber];
  return std::string(ascii::trim(number.empty() ? row.columns[DumpRow::kReference] : number));
}

std::string text_of_row(DumpRow& row) {
  std::string text = std::move(row.columns[DumpRow::kHeader]);
  if (!text.empty()) text += "\n\n";
  return text += row.columns[DumpRow::kBody];
}

}  // namespace

bool ArchiveWalk::walk_text(FileWindow file, FileKind kind, const std::string& within) {
  const auto head = file.peek();
  if (!head) return give(ArchiveItem::Kind::kDamaged, place(within, ""), head.error().message);
  if (const auto form = wide_form(*head)) {
    auto narrowed = narrow(file, *form);
    if (!narrowed) {
      return give(ArchiveItem::Kind::kDamaged, place(within, ""), narrowed.error().message);
    }
    file = std::move(*narrowed);
  }
  if (kind == FileKind::kDump) return walk_dump(std::move(file), within);
  if (kind == FileKind::kJson) return walk_json(std::move(file), within);
  return walk_mail(std::move(file), within);
}

/// The file as UTF-8, in a scratch file.
Result<FileWindow> ArchiveWalk::narrow(FileWindow& file, WideForm form) {
  auto scratch = make_scratch_file(limits_.scratch_folder);
  if (!scratch) return tl::unexpected(scratch.error());
  WideText text(form);
  while (true) {
    const auto bytes = file.peek();
    if (!bytes) return tl::unexpected(bytes.error());
    const std::size_t count = std::min(bytes->size(), kPieceOfDump);
    const std::string piece = count == 0 ? text.finish() : text.push(bytes->substr(0, count));
    if (auto put = write_scratch(*scratch, piece); !put) return tl::unexpected(put.error());
    if (count == 0) return FileWindow::take(std::move(*scratch), "scratch file");
    file.consume(count);
  }
}

bool ArchiveWalk::walk_dump(FileWindow file, const std::string& within) {
  const auto head = file.peek();
  if (!head) return give(ArchiveItem::Kind::kDamaged, place(within, ""), head.error().message);
  CsvLook look = look_at_csv(*head, limits_.hints.columns);
  if (!look.layout) {
    return give(ArchiveItem::Kind::kDamaged, place(within, ""), std::move(look.refusal));
  }
  const std::size_t rows_at = look.layout->rows_at;
  LineFinder lines(file);
  file.consume(rows_at);
  CsvDumpReader reader(std::move(*look.layout));
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
      row->offset += rows_at;
      const std::uint64_t offset = row->offset;
      std::string at = place(within, fmt::format("offset {}", offset));
      const bool more =
          row->error.empty()
              ? take_row(std::move(*row), std::move(at))
              : give(ArchiveItem::Kind::kDamaged, std::move(at),
                     fmt::format("line {}: {}", lines.line_of(offset), row->error), offset);
      if (!more) return false;
    }
  }
  return true;
}

bool ArchiveWalk::take_row(DumpRow row, std::string at) {
  ArchiveItem item;
  item.place = std::move(at);
  item.offset = row.offset;
  if (ascii::trim(row.columns[DumpRow::kBody]).empty()) {
    return give(ArchiveItem::Kind::kOther, std::move(item.place), "row without text", item.offset);
  }
  item.url = std::string(ascii::trim(row.columns[DumpRow::kUrl]));
  if (item.url.find("://") == item.url.npos) {
    std::string name = name_of_row(row);
    if (name.empty()) name = fmt::format("offset-{}", item.offset);
    item.url = row_url(name_, name, limits_.base_url);
  }
  item.content_type = type_of_row(row);
  item.columns = {std::move(row.columns[DumpRow::kReference]),
                  std::move(row.columns[DumpRow::kOrigin]),
                  std::move(row.columns[DumpRow::kClassification])};
  item.bytes = text_of_row(row);
  return give_page(std::move(item));
}

}  // namespace cabled
