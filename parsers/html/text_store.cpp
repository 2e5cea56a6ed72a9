#include "parsers/html/text_store.h"

#include <algorithm>
#include <cstring>

namespace cabled {
namespace {

// Two pages' worth of lines need one or two.
constexpr std::size_t kStoreBytes = std::size_t{16} << 10U;

}  // namespace

std::string_view TextStore::keep(std::string_view text) {
  if (text.size() > left_) {
    left_ = std::max(kStoreBytes, text.size());
    next_ = blocks_.emplace_back(std::make_unique_for_overwrite<char[]>(left_)).get();
  }
  if (!text.empty()) std::memcpy(next_, text.data(), text.size());
  const std::string_view kept(next_, text.size());
  next_ += text.size();
  left_ -= text.size();
  return kept;
}

}  // namespace cabled
