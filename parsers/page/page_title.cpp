#include "parsers/page/page_title.h"

#include <cstddef>

#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// Heads of pages put their title first; those met had it within 3 kB.
constexpr std::size_t kFurthestTitle = 8192;
constexpr std::size_t kLongestTitle = 500;

}  // namespace

std::string_view page_title(std::string_view html) noexcept {
  html = html.substr(0, kFurthestTitle);
  const std::size_t tag = find_ignoring_case(html, "<title", 0);
  if (tag == std::string_view::npos) return {};
  const std::size_t begin = html.find('>', tag);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = html.substr(begin + 1, kLongestTitle);
  const std::size_t end = rest.find('<');
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

}  // namespace cabled
