#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled::test {

/// A page of tests/data/pages, in a markup that republishers are known to have. Its telegram is
/// invented.
struct SamplePage {
  std::string html;
  std::string telegram;  ///< the text that the page must give
};

/// The names of all of them, sorted.
std::vector<std::string> sample_page_names();

/// Reads NAME.html and NAME.txt.
SamplePage sample_page(std::string_view name);

}  // namespace cabled::test
