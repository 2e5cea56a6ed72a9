#include "tests/support/shared_data.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace cabled::test {

namespace fs = std::filesystem;

fs::path source_folder() { return CABLED_SOURCE_DIR; }

std::optional<fs::path> shared_data() {
  const char* named = std::getenv("CABLED_SHARED");
  const fs::path folder = named != nullptr ? fs::path(named) : source_folder() / "../shared";
  if (!fs::is_directory(folder / "pages")) return std::nullopt;
  return folder;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << "cannot read " << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "cabled-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace cabled::test
