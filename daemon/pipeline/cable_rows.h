#pragma once

#include <string>

#include "db/corpus/corpus_rows.h"
#include "parsers/model/cable.h"

namespace cabled {

/// The rendition row of a cable; `site` is the host that published it.
db::RenditionRow rendition_row(const Cable& cable, std::string site);

}  // namespace cabled
