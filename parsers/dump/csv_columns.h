#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dump/csv_layout.h"

namespace cabled {

/// What a column of this name holds, by the names that dumps give: "Reference ID" and "refid" are
/// one. Nothing for a name that is none of them.
std::optional<DumpRow::Column> column_of_name(std::string_view name);

/// The columns of a row of names; nothing when it is no such row: a column of text and one that
/// tells the cable by must be among them. Names that are unknown or come again are kOther.
std::optional<std::vector<DumpRow::Column>> columns_of_names(const std::vector<std::string>& names);

/// How many of the names are known.
std::size_t known_names(const std::vector<std::string>& names);

/// The names that `--columns` takes, for its messages.
std::string_view column_names() noexcept;

}  // namespace cabled
