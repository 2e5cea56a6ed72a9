#pragma once

#include <gumbo.h>

#include "parsers/html/flat_page.h"

namespace cabled {

/// The page of a Gumbo tree of any depth, made of a text of for_gumbo(). Its texts point into the
/// tree.
FlatDocument flatten_gumbo(const GumboNode& root);

}  // namespace cabled
