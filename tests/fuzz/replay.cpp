// Runs a fuzz target over the files of a folder, and over what is left of each when its end is cut
// off: the forms that a broken transfer gives.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/fuzz_target.h"

namespace {

// Cuts of each seed; every cut of every seed would take minutes.
constexpr std::size_t kCuts = 12;

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void run(const std::string& bytes, std::size_t size) {
  // A copy of just that size, so that a sanitizer sees a read behind its end.
  const std::string cut(bytes, 0, size);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(cut.data()), cut.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t seeds = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      const std::string bytes = content_of(entry.path());
      for (std::size_t cut = 0; cut <= kCuts; ++cut) run(bytes, bytes.size() * cut / kCuts);
      ++seeds;
    }
  }
  std::printf("%zu seeds replayed\n", seeds);
  return seeds > 0 ? 0 : 1;
}
