#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/html/charset.h"
#include "parsers/model/ascii.h"
#include "tests/support/shared_data.h"

namespace cabled::shared_pages_test {
namespace {

namespace fs = std::filesystem;

// The pages below a folder of the shared data; none when it is absent.
std::vector<fs::path> html_files(const char* folder) {
  std::vector<fs::path> files;
  const auto shared = test::shared_data();
  if (!shared) return files;
  for (const auto& entry : fs::recursive_directory_iterator(*shared / folder)) {
    if (entry.path().extension() == ".html") files.push_back(entry.path());
  }
  return files;
}

// The file's name ends in "_ENCODING"; in utf/ every page is UTF-8, in bom/ the name is all.
std::string expected_charset(const fs::path& file) {
  if (file.parent_path().filename() == "utf") return "utf-8";
  const std::string stem = file.stem().string();
  return ascii::lower(stem.substr(stem.rfind('_') + 1));
}

TEST(SharedCharsets, AreFound) {
  const auto files = html_files("cases/charset");
  if (files.empty()) GTEST_SKIP() << "the shared cases are absent";
  for (const auto& file : files) {
    EXPECT_EQ(decode_html(test::read_file(file), "").charset, expected_charset(file)) << file;
  }
}

}  // namespace
}  // namespace cabled::shared_pages_test
