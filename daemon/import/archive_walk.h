#pragma once

#include <optional>
#include <string>

#include "daemon/import/archive_item.h"
#include "daemon/import/container_file.h"
#include "daemon/import/file_kind.h"
#include "daemon/import/json_page.h"
#include "daemon/import/seen_pages.h"
#include "daemon/store/file_window.h"
#include "parsers/dump/csv_layout.h"
#include "parsers/dump/json_values.h"
#include "parsers/dump/wide_text.h"
#include "parsers/mail/mail_splitter.h"

namespace cabled {

/// Goes through an archive, and the archives in it, item by item in one fixed order.
///
/// What cannot be read is a damaged item, and the walk goes on behind it. Memory holds one item at
/// a time. Nothing is written but nameless scratch files for archives within archives; where there
/// is no room for one, that is no damage of the archive and ends the walk.
class ArchiveWalk {
 public:
  /// `name` is the archive's own, for places and for URLs of pages that have none.
  ArchiveWalk(std::string name, ArchiveLimits limits, ItemVisitor visit)
      : name_(std::move(name)), limits_(std::move(limits)), visit_(std::move(visit)) {}

  /// False when the visitor ended the walk, or fault() did.
  bool walk(FileWindow file, FileKind kind) { return walk_file(std::move(file), kind, ""); }

  /// What this machine lacked for the rest, if anything.
  const std::optional<Error>& fault() const noexcept { return fault_; }

  /// True when a WARC in gzip was one member around all its records: sound, but slow to look into.
  bool saw_whole_file_gzip() const noexcept { return saw_whole_file_gzip_; }

 private:
  bool walk_file(FileWindow file, FileKind kind, const std::string& within);
  bool walk_warc(FileWindow file, const std::string& within);
  bool walk_text(FileWindow file, FileKind kind, const std::string& within);
  bool walk_dump(FileWindow file, const std::string& within);
  bool walk_json(FileWindow file, const std::string& within);
  bool walk_mail(FileWindow file, const std::string& within);
  bool take_record(const warc::ArchiveRecord& record, SeenPages& seen, const std::string& within);
  bool walk_container(FileWindow& file, FileKind kind, const std::string& within);
  bool take_member(ContainerFile& container, const ContainerMember& member,
                   const std::string& within);
  bool take_page(ContainerFile& container, const ContainerMember& member, std::string bytes,
                 const std::string& within);
  bool take_archive(ContainerFile& container, FileKind kind, std::string head,
                    const std::string& within);
  bool take_row(DumpRow row, std::string at);
  bool take_json(const JsonValue& value, const std::string& within);
  bool take_json_page(JsonPage page, const std::string& at, std::uint64_t offset);
  bool take_mail(const RawMail& mail, std::uint64_t number, const std::string& within);
  Result<FileWindow> narrow(FileWindow& file, WideForm form);
  Result<FileWindow> spool(ContainerFile& container, std::string head);
  bool give_page(ArchiveItem item);
  bool give(ArchiveItem::Kind kind, std::string place, std::string reason,
            std::uint64_t offset = 0);
  std::string place(const std::string& within, std::string_view detail) const;

  std::string name_;
  ArchiveLimits limits_;
  ItemVisitor visit_;
  OpenedBytes opened_;
  std::optional<Error> fault_;
  int depth_ = 0;
  bool saw_whole_file_gzip_ = false;
};

}  // namespace cabled
