#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/formats/cited_cable.h"
#include "daemon/serve/pages/noted_text.h"
#include "daemon/serve/pages/page.h"
#include "db/query/cable_lists.h"
#include "db/query/cable_queries.h"
#include "db/query/cable_titles.h"
#include "parsers/cable/body/clean_text.h"
#include "parsers/cable/references/cable_mentions.h"

namespace cabled::serve {

/// The two ways to read a text: without what the telegraph put between the lines, or as it was.
enum class TextView { kClean, kSent };

/// What the page of one cable shows.
// NOLINTNEXTLINE(bugprone-exception-escape): the tree of JSON may throw where it is moved
struct CableShown {
  db::StoredCable stored;
  nlohmann::ordered_json fields;               ///< of stored, as a tree
  std::map<std::string, db::CableTitle> held;  ///< cables that it names or that name it, by id
  std::map<std::string, std::vector<db::ListedCable>> also_citing;  ///< what is not held, by id
  db::Neighbours neighbours;
  CitedCable cited;
  std::string own_address;  ///< of the page, for others
  CleanText clean;
  TextView view = TextView::kClean;
  std::optional<std::string> query;  ///< the search that led here
  std::vector<TextMark> marks;       ///< what it found in the text that is shown

  /// Its page, with the search that led here.
  Address address() const;
  std::string_view shown_text() const { return view == TextView::kSent ? stored.text : clean.text; }
  bool holds(const std::string& id) const { return held.contains(id); }
  /// A field that is text, or that is a list of texts.
  std::optional<std::string> text_of(const char* field) const;
  std::vector<std::string> texts_of(const char* field) const;
};

// The parts of the page, in order.
void write_cable_head(Page& page, const CableShown& cable);
void write_cable_text(Page& page, const CableShown& cable);
void write_cable_panels(Page& page, const CableShown& cable);
void write_neighbours(Page& page, const CableShown& cable);
void write_every_field(Page& page, const CableShown& cable);

}  // namespace cabled::serve
