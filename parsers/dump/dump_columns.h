#pragma once

#include <string>

namespace cabled {

/// What a row of a dump says of its cable besides the text; each "" when it does not. The text's
/// own word comes first.
struct DumpColumns {
  std::string reference;       ///< "10TOKYO9"
  std::string origin;          ///< "Embassy Tokyo"
  std::string classification;  ///< "CONFIDENTIAL//NOFORN"
};

}  // namespace cabled
