#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/cable.h"
#include "parsers/telegram/paged_telegram.h"

namespace cabled {

/// What stands from TAGS to the signature. Each member has the meaning of the member of the same
/// name in Cable.
struct BodyFields {
  std::vector<std::string> tags;
  std::map<std::string, TagKind> tag_kinds;
  std::optional<std::string> subject;
  std::optional<std::string> title;
  std::vector<Reference> references;
  std::vector<std::string> classified_by;
  std::vector<std::string> reasons;
  std::optional<std::string> summary;
  std::vector<Paragraph> paragraphs;
  std::vector<std::string> signers;
  std::string prose;
  std::vector<std::string> warnings;
};

/// Reads the body of a telegram or a piece of one. `self` is the telegram's own id when known: it
/// gives references their default year, and a reference to itself is dropped.
BodyFields read_body(std::string_view text, const std::optional<CableId>& self);

/// The same of a telegram whose pages are put together already.
BodyFields read_body(const PagedTelegram& telegram, const std::optional<CableId>& self);

}  // namespace cabled
