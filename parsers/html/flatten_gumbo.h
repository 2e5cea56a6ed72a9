#pragma once

#include <gumbo.h>

#include "parsers/html/flat_page.h"

namespace cabled {

/// The page of a Gumbo tree of any depth. Its texts point into the tree.
FlatPage flatten_gumbo(const GumboNode& root);

}  // namespace cabled
