#pragma once

#include <span>
#include <string>

#include "db/query/cable_search.h"

namespace cabled {

/// Hits as CSV (RFC 4180) with a line of names. No cell is a formula to a spreadsheet: one that
/// would be has a ' before it.
std::string hits_csv(std::span<const db::SearchHit> hits);

/// What an Atom feed says of itself. Addresses are absolute and carry no blanks.
struct AtomFeed {
  std::string title;
  std::string query;  ///< as printed; the feed's id is made of it
  std::string self;
  std::string page;         ///< the same search for people
  std::string cables_base;  ///< before the id of a cable: "https://host/cable/"
};

/// An Atom feed (RFC 4287) of hits; the same hits give the same bytes. A cable keeps its id
/// wherever and whenever it is served.
std::string hits_atom(const AtomFeed& feed, std::span<const db::SearchHit> hits);

}  // namespace cabled
