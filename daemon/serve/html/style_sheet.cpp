#include "daemon/serve/html/style_sheet.h"

#include "parsers/model/digest.h"

namespace cabled::serve {

const std::string& style_sheet_name() {
  static const std::string kName =
      "style-" + Digest::of(style_sheet()).hex().substr(0, 16) + ".css";
  return kName;
}

}  // namespace cabled::serve
