#include "parsers/form/record_row.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parsers/form/page_date.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kMostColumns = 12;
constexpr std::size_t kLongestColumn = 60;
constexpr std::size_t kLongestNumber = 7;
/// "INSERT INTO cable (id, …) VALUES".
constexpr std::size_t kLongestStatement = 200;
/// "2009-11-19T10:00:00".
constexpr std::size_t kDateBytes = 19;

std::string_view unquoted(std::string_view text) noexcept {
  text = ascii::trim(text);
  while (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  while (text.ends_with('"') || text.ends_with('\'')) text.remove_suffix(1);
  return text;
}

bool is_number(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kLongestNumber &&
         std::ranges::all_of(text, ascii::is_digit);
}

/// 09LIMA12, 1975LIMA00012.
bool is_reference(std::string_view text) noexcept {
  const std::size_t origin = text.find_first_not_of("0123456789");
  if (origin != 2 && origin != 4) return false;
  const std::size_t serial = text.find_first_of("0123456789", origin);
  if (serial == std::string_view::npos || serial < origin + 3) return false;
  return std::ranges::all_of(text.substr(origin), ascii::is_alnum);
}

bool is_level(std::string_view text) {
  return text.size() <= kLongestColumn &&
         read_level(ascii::upper(text), Strictness::kTolerant).has_value();
}

bool is_time(std::string_view text) {
  const auto date = read_page_date(text);
  return date && date->hour;
}

/// References of the row: ids parted by '|', ',' or blanks; or nothing.
bool is_reference_list(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("|, "), text.size());
    if (end > 0 && !is_reference(text.substr(0, end))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

/// The columns of a row in their order: a number, which may lack, and the rest.
class ColumnReader {
 public:
  /// Takes the next column; false when the row cannot hold it there.
  bool take(std::string_view text) {
    text = unquoted(text);
    switch (state_) {
      case State::kNumber:
        state_ = State::kTime;
        if (is_number(text)) return true;
        [[fallthrough]];
      case State::kTime:
        if (!is_time(text)) return false;
        facts_.created = text;
        state_ = State::kReference;
        return true;
      case State::kReference:
        if (!is_reference(text)) return false;
        facts_.id = text;
        state_ = State::kOrigin;
        return true;
      case State::kOrigin:
        return take_origin(text);
      case State::kReferences:
        if (!is_reference_list(text)) return false;
        state_ = State::kDone;
        return true;
      case State::kDone:
        return false;
    }
    return false;
  }

  bool is_proved() const noexcept { return facts_.id.has_value(); }
  bool has_level() const noexcept { return facts_.classification.has_value(); }
  bool is_done() const noexcept { return state_ == State::kDone; }
  RecordFacts facts() const { return facts_; }

 private:
  enum class State { kNumber, kTime, kReference, kOrigin, kReferences, kDone };

  /// "American Institute Taiwan, Taipei" is two columns of a row that is parted by commas.
  bool take_origin(std::string_view text) {
    if (is_level(text)) {
      facts_.classification = text;
      state_ = State::kReferences;
      return true;
    }
    if (text.size() > kLongestColumn || text.empty()) return false;
    facts_.origin = facts_.origin ? *facts_.origin + ", " + std::string(text) : std::string(text);
    return ++origins_ <= 3;
  }

  State state_ = State::kNumber;
  RecordFacts facts_;
  int origins_ = 0;
};

/// "12<tab>2009-…<tab>09LIMA12<tab>Embassy Lima<tab>SECRET<tab><tab>VZCZC…".
std::optional<RecordRow> row_in_line(std::string_view line, char separator) {
  ColumnReader reader;
  std::string_view rest = line;
  for (std::size_t column = 0; column < kMostColumns && !reader.is_done(); ++column) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    if (end > kLongestColumn * 2 || !reader.take(rest.substr(0, end))) break;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!reader.is_proved() || !reader.has_level()) return std::nullopt;
  return RecordRow{0, rest, false, reader.facts()};
}

/// "12 11/19/2009 10:00 09LIMA12 Embassy Lima SECRET": blanks alone part the columns.
std::optional<RecordRow> row_of_words(std::string_view line) {
  ColumnReader reader;
  const auto take_to = [&](std::size_t end) {
    const bool taken = end != std::string_view::npos && reader.take(line.substr(0, end));
    if (taken) line = ascii::trim(line.substr(end));
    return taken;
  };
  if (!take_to(line.find(' '))) return std::nullopt;
  const std::size_t id = line.find_first_not_of("0123456789/-:.TZ ");
  if (id == std::string_view::npos || id == 0) return std::nullopt;
  const std::size_t before_id = line.substr(0, id).rfind(' ');
  if (before_id == std::string_view::npos || !take_to(before_id)) return std::nullopt;
  if (!take_to(line.find(' '))) return std::nullopt;
  for (std::size_t at = 0; at < line.size(); at = std::min(line.find(' ', at), line.size()) + 1) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (!is_level(line.substr(at, end - at)) || !take_to(at)) continue;
    if (!reader.take(line.substr(0, line.find(' ')))) return std::nullopt;
    line = line.find(' ') == std::string_view::npos ? "" : ascii::trim(line.substr(line.find(' ')));
    const bool whole = line.empty() || reader.take(line);
    return RecordRow{0, whole ? "" : line, false, reader.facts()};
  }
  return std::nullopt;
}

/// What the statement that enters a row in a database has before its values.
std::string_view without_statement(std::string_view line) {
  constexpr std::string_view kValues = "VALUES";
  if (!ascii::istarts_with(line, "insert into ")) return line;
  const std::size_t values = find_ignoring_case(line.substr(0, kLongestStatement), kValues, 0);
  if (values == std::string_view::npos) return line;
  line = ascii::trim(line.substr(values + kValues.size()));
  return line.starts_with('(') ? line.substr(1) : line;
}

/// A column a line.
std::optional<RecordRow> row_of_lines(std::span<const LayoutLine> lines, std::size_t at) {
  ColumnReader reader;
  std::size_t end = at;
  for (; end < lines.size() && end < at + kMostColumns && !reader.is_done(); ++end) {
    const std::string_view text = ascii::trim(lines[end].text);
    // Behind the level a blank line is the column of references; elsewhere it ends the row.
    if (text.empty() && !reader.has_level()) break;
    if (!reader.take(text)) break;
  }
  if (!reader.is_proved() || !reader.has_level()) return std::nullopt;
  return RecordRow{end, {}, false, reader.facts()};
}

struct Labelled {
  std::string_view label;
  std::string_view value;
};

Labelled labelled(std::string_view line) {
  constexpr std::size_t kLongestName = 17;
  const std::string_view name = line.substr(0, kLongestName);
  const auto ends = [](char c) { return (c == ':') | (c == '='); };
  const std::size_t colon = ascii::find_byte(name, 0, ends);
  if (colon == name.size()) return {};
  return {ascii::trim(line.substr(0, colon)), unquoted(line.substr(colon + 1))};
}

bool is_column_name(std::string_view label) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"id", "date", "refid", "reference id", "origin", "source", "classification", "destination",
       "references", "dunno", "header", "body", "data", "cable dated"});
  return std::ranges::any_of(
      kNames, [label](std::string_view name) { return ascii::iequals(label, name); });
}

void take_value(RecordFacts& facts, const Labelled& column) {
  if (is_reference(column.value)) {
    if (!ascii::iequals(column.label, "references") && !facts.id) facts.id = column.value;
  } else if (is_time(column.value)) {
    facts.created = column.value;
  } else if (ascii::iequals(column.label, "classification")) {
    facts.classification = column.value;
  } else if (ascii::iequals(column.label, "origin") || ascii::iequals(column.label, "source")) {
    facts.origin = column.value;
  }
}

/// Names of columns before their values, a line each; the last may have the telegram glued on.
std::optional<RecordRow> row_of_labels(std::span<const LayoutLine> lines, std::size_t at) {
  RecordRow row;
  std::size_t columns = 0;
  for (row.end = at; row.end < lines.size() && columns < kMostColumns; ++row.end, ++columns) {
    // Lines that were set apart have a blank one between them.
    const std::string_view text = ascii::trim(lines[row.end].text);
    const bool set_apart = text.empty() && columns > 0 && row.end + 1 < lines.size();
    const std::size_t place = set_apart ? row.end + 1 : row.end;
    const Labelled column = labelled(ascii::trim(lines[place].text));
    if (!is_column_name(column.label)) break;
    row.end = place;
    const bool holds_text = column.value.size() > kLongestColumn ||
                            is_header_kind(classify_telegram_line(column.value));
    if (holds_text) {
      row.rest = column.value;
      ++row.end;
      break;
    }
    take_value(row.facts, column);
  }
  const bool proved = row.facts.id && row.facts.created;
  return proved ? std::optional(row) : std::nullopt;
}

/// "Cable dated:2009-11-19T10:00:00C O N F I D E N T I A L LIMA 000012", perhaps with "ID:" above.
std::optional<RecordRow> dated_row(std::span<const LayoutLine> lines, std::size_t at) {
  constexpr std::string_view kLabel = "cable dated";
  const Labelled number = labelled(ascii::trim(lines[at].text));
  const bool numbered = ascii::iequals(number.label, "id") && is_number(number.value);
  const std::size_t place = numbered ? at + 1 : at;
  if (place >= lines.size()) return std::nullopt;
  const std::string_view line = ascii::trim(lines[place].text);
  if (!ascii::istarts_with(line, kLabel)) return std::nullopt;
  const std::string_view value = labelled(line).value;
  const std::string_view date = value.substr(0, kDateBytes);
  if (!is_time(date)) return std::nullopt;
  RecordRow row;
  row.end = place + 1;
  row.rest = value.substr(date.size());
  row.facts.created = date;
  return row;
}

}  // namespace

std::optional<RecordRow> read_record_row(std::span<const LayoutLine> lines, std::size_t at) {
  std::string_view line = without_statement(ascii::trim(lines[at].text));
  if (line.starts_with('|')) line = ascii::trim(line.substr(1));
  if (line.size() < 2) return std::nullopt;
  const char first = ascii::to_lower(line.front());
  if (ascii::is_digit(first) || first == '"' || first == '\'') {
    for (const char separator : {'\t', ',', ';', '|'}) {
      if (line.find(separator) == std::string_view::npos) continue;
      if (auto row = row_in_line(line, separator)) {
        row->end = at + 1;
        row->by_tabs = separator == '\t';
        return row;
      }
    }
    if (auto row = row_of_words(line)) {
      row->end = at + 1;
      return row;
    }
    return line.size() <= kLongestColumn ? row_of_lines(lines, at) : std::nullopt;
  }
  if (std::string_view("idrcos").find(first) == std::string_view::npos) return std::nullopt;
  const Labelled column = labelled(line);
  if (column.label.empty() || !is_column_name(column.label)) return std::nullopt;
  if (auto row = dated_row(lines, at)) return row;
  return row_of_labels(lines, at);
}

}  // namespace cabled
