#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/shared_data.h"

namespace cabled::test {

/// Where the documents are that the program makes from its own tables.
inline std::string deploy_folder() { return source_folder() / "deploy/"; }

inline std::string contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// With CABLED_WRITE_DOCS set, tests write the documents before they judge them.
inline bool writes_docs() { return std::getenv("CABLED_WRITE_DOCS") != nullptr; }

/// `page` with what stands between its two marks ("begin of the …") replaced.
inline std::string with_section(const std::string& page, const std::string& name,
                                const std::string& section) {
  const std::string begins = ".\\\" begin of the " + name + "\n";
  const std::string ends = ".\\\" end of the " + name + "\n";
  const std::size_t begin = page.find(begins) + begins.size();
  return page.substr(0, begin) + section + page.substr(page.find(ends));
}

}  // namespace cabled::test
