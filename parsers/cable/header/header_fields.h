#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/cable/header/cable_hints.h"
#include "parsers/model/cable.h"

namespace cabled {

/// What stands from the first line of a telegram to its E.O. line, and what identifies it. Each
/// member has the meaning of the member of the same name in Cable.
struct TelegramHeader {
  std::optional<CableId> id;
  std::optional<std::string> id_as_found;
  std::optional<std::string> station;
  std::optional<long> serial;
  std::optional<int> year;
  std::optional<std::string> transmission_id;
  std::optional<std::string> routing;
  std::optional<std::string> de_line;
  std::optional<std::string> precedence;
  std::optional<std::string> info_precedence;
  std::optional<std::string> dtg;
  std::optional<std::string> sent_at;
  std::vector<std::string> operating_signals;
  std::optional<std::string> from;
  std::vector<Addressee> to;
  std::vector<Addressee> info;
  std::optional<std::string> classification;
  std::vector<std::string> handling;
  std::optional<int> section;
  std::optional<int> sections;
  std::optional<std::string> executive_order;
  std::optional<std::string> declassify_on;
  std::optional<std::string> declassify_text;
  bool partial_extract = false;
  std::vector<CableId> cancels;
  bool cancelled = false;
  std::optional<CableId> replaced_by;
  bool corrected_copy = false;
  std::vector<std::string> warnings;
};

TelegramHeader read_header(std::string_view text, const CableHints& hints);

}  // namespace cabled
