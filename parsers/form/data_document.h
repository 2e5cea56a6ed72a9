#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// A document of data that holds telegrams, as a page of HTML: JSON, XML that is no HTML (also of a
/// feed), and rows of the dump that went round in 2011. Short values become lines with their names
/// ("refid: 09LIMA12"), long ones text as it was typed, or, where they are HTML themselves, that.
/// Absent when `utf8` is none of these or holds no long value.
std::optional<std::string> data_document_as_html(std::string_view utf8);

}  // namespace cabled
