#pragma once

#include <span>
#include <vector>

#include "db/corpus/corpus_rows.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Stores all that `pages` and `hosts` change: captures, cables, renditions, sightings, links,
/// changes, rejections, URL states, discovered URLs and politeness, in the caller's transaction.
///
/// Safe to repeat: each row has a natural key, so doing the same batch twice leaves the same rows.
/// Pages whose lease is no longer valid are left out. Rows are written in the order of their keys,
/// so two writers cannot deadlock over a batch. Returns one answer a page, in order.
std::vector<StoredPage> store_pages(pqxx::work& tx, std::span<const PageWrite> pages,
                                    std::span<const HostUpdate> hosts);

}  // namespace cabled::db
