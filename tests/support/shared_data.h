#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cabled::test {

/// The root of this checkout.
std::filesystem::path source_folder();

/// The folder of shared test data: $CABLED_SHARED, else ../shared beside the checkout; nothing when
/// it is not there. Tests that need it say so and are skipped.
std::optional<std::filesystem::path> shared_data();

/// The bytes of a file; fails the test when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// A folder of one test, removed with all it holds at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace cabled::test
