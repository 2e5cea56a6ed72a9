#pragma once

#include "db/query/cable_queries.h"

namespace cabled::cli {

/// Two renditions of a cable by number, from 1, in the order in which they are shown.
struct RenditionPair {
  int from;
  int to;
};

/// Prints how one text differs from the other: a heading, then each passage with its lines, marked
/// - and +, and the words in it.
void print_diff(const db::StoredCable& cable, const RenditionPair& pair);

/// The same as one line of JSON.
void print_diff_json(const db::StoredCable& cable, const RenditionPair& pair);

}  // namespace cabled::cli
