#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "daemon/import/dump_hints.h"
#include "parsers/model/error.h"

namespace cabled {

/// What the command line says of the files, where these do not themselves.
struct PageFileOptions {
  std::string base_url;  ///< where pages come from; "" for none: file:// URLs are made
  DumpHints hints;
};

/// Calls `visit` with each file named by or below `path`, in order of path. Links are not followed;
/// what is no regular file is passed over. False from `visit` ends the walk.
Result<void> walk_page_files(const std::filesystem::path& path,
                             const std::function<bool(const std::filesystem::path&)>& visit);

/// How many bytes the files named by or below `paths` have, as far as they can be seen.
std::uint64_t bytes_of_files(const std::vector<std::string>& paths);

/// The URL of a page file, by the first that gives one: the page's own canonical link; the address
/// that HTTrack wrote into it; a folder of
/// the path that is named like a host, as mirrors have ("www.scoop.co.nz/stories/…"); `base_url`
/// and the path below `root`; else a file:// URL of its absolute path.
std::string page_file_url(const std::filesystem::path& path, const std::filesystem::path& root,
                          std::string_view bytes, const PageFileOptions& options);

/// The URL of a page in a container: its name, if that is one, as in HTTrack's cache; its canonical
/// link; the address that HTTrack wrote into it;
/// `base_url` and the member's name; a folder of that name that is named like a host; else the
/// container's file:// URL with the member's name behind it.
std::string member_url(const std::string& container, const std::string& member,
                       std::string_view bytes, const std::string& base_url);

/// The URL of a row or line: `base_url`, else the archive's file:// URL, with the row as fragment.
std::string row_url(const std::string& archive, const std::string& row,
                    const std::string& base_url);

/// Reads a file of at most `limit` bytes.
Result<std::string> read_page_file(const std::filesystem::path& path, std::uint64_t limit);

}  // namespace cabled
