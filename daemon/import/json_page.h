#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/import/dump_hints.h"
#include "parsers/dump/dump_columns.h"
#include "parsers/model/error.h"

namespace cabled {

/// A page or a cable's text out of JSON.
struct JsonPage {
  std::string url;   ///< "" when it says none
  std::string name;  ///< what it is called in its file: its reference or id; "" when it says none
  std::string content_type;
  std::string date;  ///< of the page's capture; "" when it is not known
  std::string bytes;
  DumpColumns columns;
};

/// The pages of one JSON value: of the object, or of the objects that lie in it, as search engines
/// and databases wrap them. Keys are told as those of a table, mongoexport's "$oid" and "$date" are
/// undone, and lists of texts (Scrapy) are joined. None: it holds no page. kInvalid: it is no JSON
/// object, or it holds telegrams under no key that is known.
Result<std::vector<JsonPage>> pages_of_json(std::string_view text, const DumpHints& hints);

}  // namespace cabled
