#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "daemon/import/archive_walk.h"
#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled {

/// All items of an archive of these bytes, by the name "x".
inline std::vector<ArchiveItem> walked_items(const std::string& bytes,
                                             const DumpHints& hints = {}) {
  const ArchiveFolder folder;
  spill(folder.file("x"), bytes);
  auto file = FileWindow::open(folder.file("x")).value();
  const FileKind kind = kind_of_file(file, hints).value();
  ArchiveLimits limits;
  limits.scratch_folder = folder.path();
  limits.hints = hints;
  std::vector<ArchiveItem> items;
  ArchiveWalk walk("x", limits, [&](ArchiveItem item) {
    items.push_back(std::move(item));
    return true;
  });
  EXPECT_TRUE(walk.walk(std::move(file), kind));
  return items;
}

/// "page(<p>a) damaged(damaged gzip member: …) ": pages by their bytes, the others by the reason.
inline std::string items_of(const std::string& bytes) {
  std::string out;
  for (const ArchiveItem& item : walked_items(bytes)) {
    static constexpr const char* kKinds[] = {"page", "other", "damaged"};
    out += fmt::format("{}({}) ", kKinds[static_cast<int>(item.kind)],
                       item.kind == ArchiveItem::Kind::kPage ? item.bytes : item.reason);
  }
  return out;
}

/// "http://a.example/ damaged(…) ": pages by their URLs.
inline std::string urls_of(const std::string& bytes, const DumpHints& hints = {}) {
  std::string out;
  for (const ArchiveItem& item : walked_items(bytes, hints)) {
    static constexpr const char* kKinds[] = {"page", "other", "damaged"};
    out += item.kind == ArchiveItem::Kind::kPage
               ? item.url + ' '
               : fmt::format("{}({}) ", kKinds[static_cast<int>(item.kind)], item.reason);
  }
  return out;
}

}  // namespace cabled
