#pragma once

#include <cstddef>
#include <string_view>

/// Finding where records begin in bytes whose framing is lost.
namespace cabled::warc {

enum class Start { kNo, kYes, kUnsure };

/// Whether `bytes` begins with a WARC version; kUnsure when it is too short to tell.
Start warc_start_at(std::string_view bytes);

/// A start at `at`; or none, and what lies before `at` need not be looked at again.
struct FoundStart {
  bool found = false;
  std::size_t at = 0;
};

/// The first "WARC/" with a digit, wherever it stands.
FoundStart find_warc_start(std::string_view bytes);
/// The first that begins a line.
FoundStart find_warc_line(std::string_view bytes);
/// The first that has an empty line before it.
FoundStart find_separated_start(std::string_view bytes);
/// The first line that is an ARC header.
FoundStart find_arc_start(std::string_view bytes);

}  // namespace cabled::warc
