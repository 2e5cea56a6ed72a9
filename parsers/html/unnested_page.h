#pragma once

#include <string_view>

#include "parsers/html/flat_page.h"

namespace cabled {

/// Reads a page that nests too deep for a tree: its text in order, with a line end wherever an
/// element begins or ends that is laid out as a block. Boxes cannot be told from each other there,
/// but no word is lost. Linear.
FlatDocument read_unnested_page(std::string_view utf8);

}  // namespace cabled
