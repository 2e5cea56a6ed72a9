#include "daemon/import/archive_walk.h"

#include <algorithm>
#include <utility>

#include "daemon/import/page_files.h"
#include "daemon/import/page_rule.h"
#include "daemon/store/scratch_file.h"
#include "parsers/page/content_kind.h"

namespace cabled {
namespace {

// What a member's kind is told by.
constexpr std::size_t kMemberHead = std::size_t{64} << 10U;

/// A zip that is its end record alone, with no entries: libarchive (3.6) takes it for a damaged
/// one.
bool is_zip_of_nothing(std::string_view bytes) {
  static constexpr std::size_t kEndRecord = 22;
  static constexpr std::size_t kEntriesAt = 10;
  return bytes.size() >= kEndRecord && bytes.starts_with("PK\x05\x06") &&
         bytes.substr(kEntriesAt, 2) == std::string_view("\0\0", 2);
}

/// Reads until `out` has `size` bytes or the member ends.
Result<void> fill_up(ContainerFile& container, std::string& out, std::size_t size) {
  while (out.size() < size) {
    const auto got = container.read(out, size - out.size());
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return {};
  }
  return {};
}

}  // namespace

std::string ArchiveWalk::place(const std::string& within, std::string_view detail) const {
  return fmt::format("{}{}{}{}", name_, within, detail.empty() ? "" : ", ", detail);
}

bool ArchiveWalk::give(ArchiveItem::Kind kind, std::string place, std::string reason,
                       std::uint64_t offset) {
  ArchiveItem item;
  item.kind = kind;
  item.place = std::move(place);
  item.reason = std::move(reason);
  item.offset = offset;
  return visit_(std::move(item));
}

/// A page, unless something is against it; its place, URL and bytes are set.
bool ArchiveWalk::give_page(ArchiveItem item) {
  std::string why = why_no_page(item, limits_);
  if (!why.empty()) {
    return give(ArchiveItem::Kind::kDamaged, std::move(item.place), std::move(why), item.offset);
  }
  item.kind = ArchiveItem::Kind::kPage;
  return visit_(std::move(item));
}

bool ArchiveWalk::walk_file(FileWindow file, FileKind kind, const std::string& within) {
  switch (kind) {
    case FileKind::kWarc:
      return walk_warc(std::move(file), within);
    case FileKind::kDump:
    case FileKind::kJson:
    case FileKind::kMail:
      return walk_text(std::move(file), kind, within);
    case FileKind::kPage:
    case FileKind::kZip:
    case FileKind::kSevenZip:
    case FileKind::kStream:
      break;
  }
  return walk_container(file, kind, within);
}

bool ArchiveWalk::walk_container(FileWindow& file, FileKind kind, const std::string& within) {
  if (depth_ == 0) opened_.file = std::max<std::uint64_t>(file.size(), 1);
  if (const auto head = file.peek(); kind == FileKind::kZip && head && is_zip_of_nothing(*head)) {
    return give(ArchiveItem::Kind::kOther, place(within, ""), "holds no file");
  }
  auto container = ContainerFile::open(file, kind, limits_, opened_);
  if (!container) {
    return give(ArchiveItem::Kind::kDamaged, place(within, ""), container.error().message);
  }
  if (container->lacks_directory() &&
      !give(ArchiveItem::Kind::kDamaged, place(within, ""),
            "zip is cut short: its directory is missing, whole members are read without it")) {
    return false;
  }
  while (!container->is_bomb()) {
    const auto member = container->next();
    if (!member) {
      return give(ArchiveItem::Kind::kDamaged, place(within, ""), member.error().message);
    }
    if (!*member) break;
    const std::string& name = (*member)->name;
    const std::string inside = name.empty() ? within : fmt::format("{}, member '{}'", within, name);
    if (!take_member(*container, **member, inside)) return false;
  }
  if (container->has_foreign_tail() &&
      !give(ArchiveItem::Kind::kDamaged, place(within, ""), "no gzip behind the last member")) {
    return false;
  }
  // Zeros without end, as bombs hold, look like a tar that ends at once.
  if (!container->is_empty()) return true;
  const bool says_so = kind == FileKind::kZip || kind == FileKind::kSevenZip;
  return give(says_so ? ArchiveItem::Kind::kOther : ArchiveItem::Kind::kDamaged, place(within, ""),
              "holds no file");
}

bool ArchiveWalk::take_member(ContainerFile& container, const ContainerMember& member,
                              const std::string& within) {
  if (!member.damage.empty()) {
    return give(ArchiveItem::Kind::kDamaged, place(within, ""), member.damage);
  }
  if (!member.skipped.empty()) {
    return give(ArchiveItem::Kind::kOther, place(within, ""), member.skipped);
  }
  std::string head;
  if (auto filled = fill_up(container, head, kMemberHead); !filled) {
    return give(ArchiveItem::Kind::kDamaged, place(within, ""), filled.error().message);
  }
  const FileKind kind = kind_of_bytes(head, limits_.hints);
  if (kind == FileKind::kPage) return take_page(container, member, std::move(head), within);
  return take_archive(container, kind, std::move(head), within);
}

bool ArchiveWalk::take_page(ContainerFile& container, const ContainerMember& member,
                            std::string bytes, const std::string& within) {
  const ContentKind kind = content_kind({bytes.substr(0, 8192), "", ""});
  if (kind == ContentKind::kBinary) {
    // Read all the same: a bomb shows itself only here, and its damage would go unseen.
    std::string rest;
    std::size_t got = bytes.size();
    while (got > 0) {
      rest.clear();
      const auto more = container.read(rest, kMemberHead);
      if (!more) {
        return give(ArchiveItem::Kind::kDamaged, place(within, ""), more.error().message);
      }
      got = *more;
    }
    return give(ArchiveItem::Kind::kOther, place(within, ""), "no text");
  }
  if (auto filled = fill_up(container, bytes, limits_.max_page + 1); !filled) {
    return give(ArchiveItem::Kind::kDamaged, place(within, ""), filled.error().message);
  }
  if (bytes.empty()) return give(ArchiveItem::Kind::kOther, place(within, ""), "empty");
  ArchiveItem item;
  item.url = member_url(name_, member.name, bytes, limits_.base_url);
  item.place = place(within, "");
  item.bytes = std::move(bytes);
  return give_page(std::move(item));
}

bool ArchiveWalk::take_archive(ContainerFile& container, FileKind kind, std::string head,
                               const std::string& within) {
  if (depth_ >= limits_.max_depth) {
    return give(ArchiveItem::Kind::kDamaged, place(within, ""),
                fmt::format("archives lie more than {} deep in each other", limits_.max_depth));
  }
  auto file = spool(container, std::move(head));
  if (fault_) return false;
  if (!file) return give(ArchiveItem::Kind::kDamaged, place(within, ""), file.error().message);
  ++depth_;
  const bool more = walk_file(std::move(*file), kind, within);
  --depth_;
  return more;
}

Result<FileWindow> ArchiveWalk::spool(ContainerFile& container, std::string head) {
  const auto no_room = [&](const Error& error) {
    fault_ = error;
    return tl::unexpected(error);
  };
  auto file = make_scratch_file(limits_.scratch_folder);
  if (!file) return no_room(file.error());
  std::string block = std::move(head);
  while (!block.empty()) {
    if (auto put = write_scratch(*file, block); !put) return no_room(put.error());
    block.clear();
    if (auto got = container.read(block, kMemberHead); !got) return tl::unexpected(got.error());
  }
  return FileWindow::take(std::move(*file), "scratch file");
}

}  // namespace cabled
