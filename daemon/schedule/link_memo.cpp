#include "daemon/schedule/link_memo.h"

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

std::string folder_of(const Url& url) {
  const std::string& path = url.path();
  return url.origin() + path.substr(0, path.rfind('/') + 1);
}

}  // namespace

LinkMemo::Page::Page(LinkMemo& memo, const CommittedUrls& hashes, const Url& base,
                     std::uint64_t rules)
    : memo_(memo),
      hashes_(hashes),
      root_(hashes.hash_of(base.origin()) + rules),
      folder_(hashes.hash_of(folder_of(base)) + rules) {}

std::uint64_t LinkMemo::Page::key_of(std::string_view link) const {
  if (link.empty()) return 0;
  const bool from_root = link.front() == '/' && (link.size() == 1 || ascii::is_alnum(link[1]));
  if (!from_root && !ascii::is_alnum(link.front()) && link.front() != '.') return 0;
  const std::uint64_t key = hashes_.hash_of(link) ^ (from_root ? root_ : folder_);
  return key == 0 ? 1 : key;
}

LinkMemo::Known LinkMemo::Page::find(std::string_view link) {
  key_ = key_of(link);
  const Entry& entry = memo_.entries_[key_ % kPlaces];
  if (key_ == 0 || entry.key != key_) return {};
  return {entry.url == 0 ? Outcome::kUnwanted : Outcome::kWanted, entry.url};
}

void LinkMemo::Page::keep(const Entry& entry) {
  if (key_ != 0) memo_.entries_[key_ % kPlaces] = entry;
}

}  // namespace cabled
