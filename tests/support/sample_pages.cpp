#include "tests/support/sample_pages.h"

#include <algorithm>
#include <filesystem>

#include "tests/support/shared_data.h"

namespace cabled::test {
namespace {

std::filesystem::path sample_folder() { return source_folder() / "tests/data/pages"; }

}  // namespace

std::vector<std::string> sample_page_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(sample_folder())) {
    if (entry.path().extension() == ".html") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

SamplePage sample_page(std::string_view name) {
  const std::string base(name);
  return {read_file(sample_folder() / (base + ".html")),
          read_file(sample_folder() / (base + ".txt"))};
}

}  // namespace cabled::test
