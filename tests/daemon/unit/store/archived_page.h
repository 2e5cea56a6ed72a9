#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/codec/gzip_member.h"
#include "daemon/store/page_archive.h"
#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled {

/// An archive in `folder`, whose disk may be full unless a floor is given.
inline PageArchive archive_in(const std::string& folder, std::uint64_t free_space_floor = 0) {
  PageArchiveOptions options;
  options.segments.folder = folder;
  options.free_space_floor = free_space_floor;
  return PageArchive::open(options).value();
}

/// A page as fetched. The texts must outlive it.
inline ArchivedExchange exchange_of(std::string_view response_head, std::string_view body) {
  ArchivedExchange exchange;
  exchange.url = "http://cables.example/a";
  exchange.date = "2010-11-28T18:00:00Z";
  exchange.request_head = "GET /a HTTP/1.1\r\n\r\n";
  exchange.response_head = response_head;
  exchange.body = body;
  return exchange;
}

/// The members of a segment, unpacked.
inline std::vector<std::string> members_of(const std::string& path) {
  const std::string bytes = slurp(path);
  std::vector<std::string> members;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto member = open_gzip_member(std::string_view(bytes).substr(at), 1 << 20).value();
    members.push_back(member.bytes);
    at += member.length;
  }
  return members;
}

}  // namespace cabled
