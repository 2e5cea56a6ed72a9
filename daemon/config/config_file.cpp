#include "daemon/config/config_file.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "daemon/config/quantities.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = (1_MiB).count;

std::vector<fs::path> standard_places() {
  std::vector<fs::path> places;
  const char* const config_home = std::getenv("XDG_CONFIG_HOME");
  const char* const home = std::getenv("HOME");
  if (config_home != nullptr && config_home[0] == '/') {
    places.push_back(fs::path(config_home) / "cabled" / "cabled.toml");
  } else if (home != nullptr && home[0] == '/') {
    places.push_back(fs::path(home) / ".config" / "cabled" / "cabled.toml");
  }
  places.emplace_back("/etc/cabled/cabled.toml");
  return places;
}

}  // namespace

Result<std::optional<fs::path>> find_config_file(const std::optional<fs::path>& given) {
  const char* const named = std::getenv("CABLED_CONFIG");
  const bool has_name = named != nullptr && named[0] != '\0';
  std::error_code none;
  if (given || has_name) {
    const fs::path file = given ? *given : fs::path(named);
    if (fs::exists(file, none)) return file;
    return fail(ErrorKind::kInvalid, "no configuration '{}'{}", file.string(),
                given ? "" : "; hint: $CABLED_CONFIG names it");
  }
  for (const fs::path& place : standard_places()) {
    if (fs::exists(place, none)) return place;
  }
  return std::nullopt;
}

fs::path config_file_to_write(const std::optional<fs::path>& given) {
  const char* const named = std::getenv("CABLED_CONFIG");
  if (given) return *given;
  if (named != nullptr && named[0] != '\0') return named;
  const std::vector<fs::path> places = standard_places();
  std::error_code none;
  for (const fs::path& place : places) {
    if (fs::exists(place, none)) return place;
  }
  return ::geteuid() == 0 ? places.back() : places.front();
}

Result<std::string> read_config_file(const fs::path& file) {
  std::error_code none;
  // Devices and pipes have no end that could be waited for.
  if (!fs::is_regular_file(file, none)) {
    return fail(ErrorKind::kInvalid, "configuration '{}' is no file", file.string());
  }
  std::ifstream in(file, std::ios::binary);
  std::string text(kLargestFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  if (!in.is_open() || in.bad()) {
    return fail(ErrorKind::kInvalid, "cannot read configuration '{}'", file.string());
  }
  if (text.size() > kLargestFile) {
    return fail(ErrorKind::kInvalid, "configuration '{}' is larger than 1MiB", file.string());
  }
  return text;
}

}  // namespace cabled
