#pragma once

#include <map>
#include <optional>
#include <string>

#include "parsers/html/layout.h"
#include "parsers/locate/locate_cable.h"

namespace cabled {

/// A page that is one record of the National Archives: "Message Text", a telegram, "Message
/// Attributes", the block.
struct ArchiveRecord {
  LocatedCable located;  ///< its text is empty where the archive has none
  std::map<std::string, std::string> attributes;
  bool withdrawn = false;  ///< a card in place of a telegram that is not released
};

/// The record of a laid-out page. All that stands above the block is the telegram, but for the
/// archive's own lines. Where the text was lost, a message of the machine stands in its place, and
/// of a withdrawn telegram a card speaks: neither is a text.
std::optional<ArchiveRecord> read_archive_record(const Layout& layout);

}  // namespace cabled
