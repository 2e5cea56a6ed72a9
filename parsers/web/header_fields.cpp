#include "parsers/web/header_fields.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

bool is_name_character(char c) { return c > ' ' && c < 0x7f && c != ':'; }

/// The lines of one field.
struct FieldLines {
  std::string_view first;
  std::string_view more;  ///< those that its value goes on in, with their line ends
};

FieldLines take_field_lines(std::string_view& rest) {
  const std::string_view first = take_header_line(rest);
  const std::string_view behind = rest;
  while (is_folded_line(rest)) take_header_line(rest);
  return {first, behind.substr(0, behind.size() - rest.size())};
}

std::string whole_value(std::string_view begin, std::string_view more) {
  std::string value(begin);
  while (!more.empty()) {
    const std::string_view piece = ascii::trim(take_header_line(more));
    if (!value.empty() && !piece.empty()) value += ' ';
    value += piece;
  }
  return value;
}

Result<HeaderField> field_of(const FieldLines& lines) {
  const auto line = split_field_line(lines.first);
  if (!line) {
    return fail(ErrorKind::kInvalid, "header line without a colon: '{}'",
                lines.first.substr(0, 40));
  }
  const std::string_view name = ascii::trim(line->name);
  if (name.empty() || !std::ranges::all_of(name, is_name_character)) {
    return fail(ErrorKind::kInvalid, "bad header field name '{}'", name.substr(0, 40));
  }
  return HeaderField{std::string(name), whole_value(line->value, lines.more)};
}

}  // namespace

std::optional<std::string_view> find_field(const HeaderFields& fields, std::string_view name) {
  const auto field = std::ranges::find_if(
      fields, [&](const HeaderField& f) { return ascii::iequals(f.name, name); });
  if (field == fields.end()) return std::nullopt;
  return field->value;
}

std::string_view take_header_line(std::string_view& rest) noexcept {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<FieldLine> split_field_line(std::string_view line) noexcept {
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return std::nullopt;
  return FieldLine{line.substr(0, colon), ascii::trim(line.substr(colon + 1))};
}

HeaderFields read_fields(std::string_view lines) {
  HeaderFields fields;
  while (fields.size() < kMaxHeaderFields) {
    const FieldLines taken = take_field_lines(lines);
    if (taken.first.empty()) break;
    if (auto field = field_of(taken)) fields.push_back(std::move(*field));
  }
  return fields;
}

Result<HeaderFields> read_strict_fields(std::string_view lines) {
  HeaderFields fields;
  while (true) {
    const FieldLines taken = take_field_lines(lines);
    if (taken.first.empty()) return fields;
    if (fields.size() == kMaxHeaderFields) {
      return fail(ErrorKind::kInvalid, "more than {} header fields", kMaxHeaderFields);
    }
    auto field = field_of(taken);
    if (!field) return tl::unexpected(std::move(field.error()));
    fields.push_back(std::move(*field));
  }
}

std::string header_value(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const FieldLines taken = take_field_lines(head);
    if (taken.first.empty()) break;
    const auto line = split_field_line(taken.first);
    if (line && ascii::iequals(ascii::trim(line->name), name)) {
      return whole_value(line->value, taken.more);
    }
  }
  return {};
}

std::optional<std::size_t> header_end(std::string_view bytes) noexcept {
  for (std::size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    if (bytes.substr(at + 1).starts_with('\n')) return at + 2;
    if (bytes.substr(at + 1).starts_with("\r\n")) return at + 3;
  }
  return std::nullopt;
}

}  // namespace cabled
