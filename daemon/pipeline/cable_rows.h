#pragma once

#include <span>
#include <string>
#include <vector>

#include "db/corpus/corpus_rows.h"
#include "parsers/model/cable.h"

namespace cabled {

/// The rendition row of a cable; `site` is the host that published it.
db::RenditionRow rendition_row(const Cable& cable, std::string site);

/// Those of the cables below the first of a page, without texts that stand there twice.
std::vector<db::RenditionRow> further_rows(std::span<const Cable> further,
                                           const db::RenditionRow& first);

}  // namespace cabled
