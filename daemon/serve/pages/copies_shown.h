#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/serve/pages/page.h"
#include "db/query/cable_queries.h"
#include "db/query/cable_titles.h"
#include "db/query/copy_captures.h"

namespace cabled::serve {

/// A cable with its copies, as the pages about them need it.
// NOLINTNEXTLINE(bugprone-exception-escape): the tree of JSON may throw where it is moved
struct CopiesShown {
  db::StoredCable stored;
  nlohmann::ordered_json fields;                        ///< of stored, as a tree
  std::map<std::string, std::string> fields_of_copies;  ///< by content key, as JSON
  std::vector<db::CopyCapture> captures;
  std::map<std::string, db::CableTitle> related;  ///< cables that it has links with, by id

  std::size_t count() const noexcept { return stored.renditions.size(); }
  Address address() const { return Address("/cable").below(stored.id); }
  Address compare(std::size_t a, std::size_t b) const;
  /// "copy 2", as in the order of stored.
  static std::string name(std::size_t place) { return "copy " + std::to_string(place + 1); }
  /// Where it was seen first, and whether elsewhere: "example.org and 2 more".
  std::string sites(std::size_t place) const;
  /// What all copies together tell; from the eight best.
  std::string known() const;
};

/// The copies of the cable that the first captured part names, or the page to send instead.
std::variant<CopiesShown, HttpResponse> load_copies(const Visit& visit, std::string_view page);

}  // namespace cabled::serve
