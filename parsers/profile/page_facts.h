#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/form/page_date.h"
#include "parsers/locate/judged_page.h"

namespace cabled {

/// What a page says of its cable beside the telegram itself: in a table or a list of facts, in a
/// heading, or in lines of their own above the text. Texts are as found.
struct PageFacts {
  std::vector<std::string> ids;  ///< that may be the cable's own; the likeliest first
  std::optional<std::string> created;
  std::optional<PageDate> sent;  ///< what `created` says
  std::optional<std::string> released;
  std::optional<std::string> classification;
  std::optional<std::string> origin;
  std::optional<std::string> title;
};

/// A fact that a name or a label of a page stands for.
enum class FactKind { kId, kCreated, kDate, kReleased, kClassification, kOrigin, kTitle };

/// What `label` stands for: "Reference ID", "Created:", "refid".
std::optional<FactKind> fact_kind(std::string_view label);

/// The words of a title or a heading that are references: "Viewing cable 09LIMA12, TITLE".
std::vector<std::string> references_in_words(std::string_view text);

/// Reads the facts of the lines from `from` on that stand above `telegram`, the first line of the
/// telegram.
PageFacts read_page_facts(const JudgedPage& page, std::size_t from, std::size_t telegram);

}  // namespace cabled
