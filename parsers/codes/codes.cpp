#include "parsers/codes/codes.h"

#include <algorithm>
#include <array>

#include "parsers/cable/station/stations.h"
#include "parsers/cable/tags/tag_table.h"
#include "parsers/codes/code_tables.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::array<std::string_view, 7> kKindNames{
    "subject TAG", "program TAG", "country TAG", "organization TAG",
    "station",     "caption",     "acronym"};

void add_table(std::vector<Code>& codes, CodeKind kind, std::string_view table) {
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::string_view line = ascii::trim(table.substr(0, end));
    table.remove_prefix(std::min(end + 1, table.size()));
    const std::size_t tab = line.find(": ");
    if (tab == std::string_view::npos) continue;
    codes.push_back({std::string(line.substr(0, tab)), kind, std::string(line.substr(tab + 2))});
  }
}

std::vector<Code> read_tables() {
  std::vector<Code> codes;
  add_table(codes, CodeKind::kSubjectTag, code_tables::kSubjectTags);
  add_table(codes, CodeKind::kProgramTag, code_tables::kProgramTags);
  add_table(codes, CodeKind::kCountryTag, code_tables::kCountryTags);
  add_table(codes, CodeKind::kOrganizationTag, code_tables::kOrganizationTags);
  add_table(codes, CodeKind::kStation, code_tables::kStations);
  add_table(codes, CodeKind::kCaption, code_tables::kCaptions);
  add_table(codes, CodeKind::kAcronym, code_tables::kAcronyms);
  std::ranges::stable_sort(codes, [](const Code& a, const Code& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.code < b.code;
  });
  return codes;
}

CodeKind kind_of_tag(TagKind kind) {
  switch (kind) {
    case TagKind::kGeo:
      return CodeKind::kCountryTag;
    case TagKind::kProgram:
      return CodeKind::kProgramTag;
    case TagKind::kOrganization:
      return CodeKind::kOrganizationTag;
    default:
      return CodeKind::kSubjectTag;
  }
}

std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alnum(c)) out += ascii::to_upper(c);
  }
  return out;
}

bool has_kind(const std::vector<Code>& codes, CodeKind kind) {
  return std::ranges::find(codes, kind, &Code::kind) != codes.end();
}

// Codes that the readers of telegrams know and the tables do not.
void add_unexplained(std::vector<Code>& codes, const std::string& upper) {
  const auto station = known_station(upper);
  if (station && !has_kind(codes, CodeKind::kStation)) {
    codes.push_back({std::string(*station), CodeKind::kStation, ""});
  }
  if (const auto kind = known_tag_kind(upper); kind && !has_kind(codes, kind_of_tag(*kind))) {
    codes.push_back({upper, kind_of_tag(*kind), ""});
  }
}

}  // namespace

std::string_view to_string(CodeKind kind) noexcept {
  return kKindNames.at(static_cast<std::size_t>(kind));
}

std::span<const Code> known_codes() {
  static const std::vector<Code> kCodes = read_tables();
  return kCodes;
}

std::vector<Code> codes_of(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  std::vector<Code> found;
  if (text.size() > kLongest) return found;
  const std::string wanted = bare(text);
  if (wanted.empty()) return found;
  const auto station = known_station(wanted);
  for (const Code& code : known_codes()) {
    const bool same = bare(code.code) == wanted;
    if (same || (code.kind == CodeKind::kStation && station && code.code == *station)) {
      found.push_back(code);
    }
  }
  add_unexplained(found, wanted);
  return found;
}

}  // namespace cabled
