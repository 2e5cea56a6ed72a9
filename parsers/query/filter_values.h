#pragma once

#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// A station as people name it: "rio" is RIODEJANEIRO, "amembassy tokyo" is TOKYO, "welling" is
/// WELLINGTON as the only name that begins so. One that is not known is taken as it is written.
Result<std::string> read_station_value(std::string_view text);

/// A classification as people write it: secret, unclas, c, s/nf, u//fouo, "SECRET//NOFORN".
Result<std::string> read_classification_value(std::string_view text);

/// A TAG, in upper case.
Result<std::string> read_tag_value(std::string_view text);

/// A host, out of an address too.
Result<std::string> read_site_value(std::string_view text);

/// A cable's id in any form, or "sha256:" and the content key of a cable that has none.
Result<std::string> read_id_value(std::string_view text);

Result<int> read_year_value(std::string_view text);

}  // namespace cabled
