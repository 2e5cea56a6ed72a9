#include "parsers/dump/csv_columns.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using Column = DumpRow::Column;

struct NamedColumn {
  std::string_view name;  ///< in small letters and digits alone
  Column column;
};

constexpr std::array kNames{NamedColumn{"id", Column::kNumber},
                            NamedColumn{"number", Column::kNumber},
                            NamedColumn{"no", Column::kNumber},
                            NamedColumn{"nr", Column::kNumber},
                            NamedColumn{"row", Column::kNumber},
                            NamedColumn{"rowid", Column::kNumber},
                            NamedColumn{"rownumber", Column::kNumber},
                            NamedColumn{"pk", Column::kNumber},
                            NamedColumn{"date", Column::kDate},
                            NamedColumn{"datetime", Column::kDate},
                            NamedColumn{"dateandtime", Column::kDate},
                            NamedColumn{"time", Column::kDate},
                            NamedColumn{"timestamp", Column::kDate},
                            NamedColumn{"created", Column::kDate},
                            NamedColumn{"createdat", Column::kDate},
                            NamedColumn{"datecreated", Column::kDate},
                            NamedColumn{"sent", Column::kDate},
                            NamedColumn{"sentat", Column::kDate},
                            NamedColumn{"datesent", Column::kDate},
                            NamedColumn{"reference", Column::kReference},
                            NamedColumn{"referenceid", Column::kReference},
                            NamedColumn{"refid", Column::kReference},
                            NamedColumn{"cable", Column::kReference},
                            NamedColumn{"cableid", Column::kReference},
                            NamedColumn{"cablenumber", Column::kReference},
                            NamedColumn{"canonicalid", Column::kReference},
                            NamedColumn{"identifier", Column::kReference},
                            NamedColumn{"mrn", Column::kReference},
                            NamedColumn{"documentid", Column::kReference},
                            NamedColumn{"docid", Column::kReference},
                            NamedColumn{"origin", Column::kOrigin},
                            NamedColumn{"embassy", Column::kOrigin},
                            NamedColumn{"post", Column::kOrigin},
                            NamedColumn{"station", Column::kOrigin},
                            NamedColumn{"from", Column::kOrigin},
                            NamedColumn{"sender", Column::kOrigin},
                            NamedColumn{"office", Column::kOrigin},
                            NamedColumn{"source", Column::kOrigin},
                            NamedColumn{"classification", Column::kClassification},
                            NamedColumn{"class", Column::kClassification},
                            NamedColumn{"level", Column::kClassification},
                            NamedColumn{"secrecy", Column::kClassification},
                            NamedColumn{"references", Column::kReferences},
                            NamedColumn{"refs", Column::kReferences},
                            NamedColumn{"ref", Column::kReferences},
                            NamedColumn{"reftel", Column::kReferences},
                            NamedColumn{"reftels", Column::kReferences},
                            NamedColumn{"header", Column::kHeader},
                            NamedColumn{"headers", Column::kHeader},
                            NamedColumn{"head", Column::kHeader},
                            NamedColumn{"addressees", Column::kHeader},
                            NamedColumn{"routing", Column::kHeader},
                            NamedColumn{"body", Column::kBody},
                            NamedColumn{"text", Column::kBody},
                            NamedColumn{"content", Column::kBody},
                            NamedColumn{"contents", Column::kBody},
                            NamedColumn{"cabletext", Column::kBody},
                            NamedColumn{"bodytext", Column::kBody},
                            NamedColumn{"fulltext", Column::kBody},
                            NamedColumn{"rawtext", Column::kBody},
                            NamedColumn{"message", Column::kBody},
                            NamedColumn{"messagetext", Column::kBody},
                            NamedColumn{"telegram", Column::kBody},
                            NamedColumn{"html", Column::kBody},
                            NamedColumn{"url", Column::kUrl},
                            NamedColumn{"link", Column::kUrl},
                            NamedColumn{"uri", Column::kUrl},
                            NamedColumn{"permalink", Column::kUrl},
                            NamedColumn{"pageurl", Column::kUrl},
                            NamedColumn{"address", Column::kUrl},
                            NamedColumn{"skip", Column::kOther},
                            NamedColumn{"other", Column::kOther},
                            NamedColumn{"subject", Column::kOther},
                            NamedColumn{"title", Column::kOther},
                            NamedColumn{"tags", Column::kOther}};

/// "Reference ID", "reference_id" and "ReferenceId" are "referenceid".
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name.substr(0, 64)) {
    if (ascii::is_alnum(c)) plain += ascii::to_lower(c);
  }
  return plain;
}

}  // namespace

std::optional<Column> column_of_name(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, plain_name(name), &NamedColumn::name);
  if (found == kNames.end()) return std::nullopt;
  return found->column;
}

std::optional<std::vector<Column>> columns_of_names(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  columns.reserve(names.size());
  std::bitset<DumpRow::kColumns> seen;
  for (const std::string& name : names) {
    Column column = column_of_name(name).value_or(Column::kOther);
    if (seen[column]) column = Column::kOther;
    seen.set(column);
    columns.push_back(column);
  }
  // Where nothing else is the cable's name, its id is.
  if (!seen[Column::kReference]) {
    std::ranges::replace(columns, Column::kNumber, Column::kReference);
  }
  const bool tells_cable = seen[Column::kNumber] || seen[Column::kReference] ||
                           seen[Column::kDate] || seen[Column::kUrl];
  if (!seen[Column::kBody] || !tells_cable) return std::nullopt;
  return columns;
}

std::size_t known_names(const std::vector<std::string>& names) {
  return static_cast<std::size_t>(std::ranges::count_if(
      names, [](const std::string& name) { return column_of_name(name).has_value(); }));
}

std::string_view column_names() noexcept {
  return "id, date, reference, origin, classification, references, header, body, url, skip";
}

}  // namespace cabled
