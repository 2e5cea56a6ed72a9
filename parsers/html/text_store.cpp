#include "parsers/html/text_store.h"

#include <algorithm>
#include <cstring>

namespace cabled {
namespace {

// Two pages' worth of lines need one or two.
constexpr std::size_t kStoreBytes = std::size_t{16} << 10U;

}  // namespace

std::string_view TextStore::keep(std::string_view text) {
  // A store that was moved away has no block, whatever is left of the counts.
  if (blocks_.empty() || text.size() > size_ - used_) {
    size_ = std::max(kStoreBytes, text.size());
    used_ = 0;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size_));
  }
  char* const place = blocks_.back().get() + used_;
  if (!text.empty()) std::memcpy(place, text.data(), text.size());
  used_ += text.size();
  return {place, text.size()};
}

}  // namespace cabled
