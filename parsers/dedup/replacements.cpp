#include "parsers/dedup/replacements.h"

#include <algorithm>
#include <array>
#include <string>

#include "parsers/cable/stations.h"
#include "parsers/cable/words.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// As for cancellations, such a notice stands at the top.
constexpr std::size_t kNoticeWithin = 16UL * 1024;
constexpr std::size_t kNoticeLength = 120;
constexpr std::array<std::string_view, 6> kReplacementCues{
    "UNDER MRN", "UNDER NEW MRN", "RESENT AS", "RE-SENT AS", "SENT AGAIN AS", "REPLACED BY"};

// What the notice leaves out, year or station, is that of the cable itself.
std::optional<CableId> written_id(std::optional<int> year, std::string_view name, long number,
                                  const std::optional<CableId>& self) {
  const auto station =
      name.empty() && self ? std::optional<std::string_view>(self->station()) : known_station(name);
  if (!station || (!year && !self)) return std::nullopt;
  auto id = CableId::make(year ? *year : self->year(), *station, number);
  return id ? std::optional(*id) : std::nullopt;
}

std::optional<CableId> cable_after(std::string_view text, const std::optional<CableId>& self) {
  const auto said = words::split(text.substr(0, kNoticeLength), 8);
  std::optional<int> year;
  std::string name;
  for (const std::string_view raw : said) {
    const std::string_view word = words::without_marks(raw);
    const auto number = words::number(word);
    if (number && name.empty() && word.size() == 2 && !year && *number < 100) {
      year = static_cast<int>(*number);
      continue;
    }
    if (number) {
      return written_id(year, name, *number, self);
    }
    if (word.empty() || !std::ranges::all_of(word, ascii::is_upper)) return std::nullopt;
    if (word != "MRN") name += word;
  }
  return std::nullopt;
}

}  // namespace

std::vector<CableId> read_replacements(std::string_view text, const std::optional<CableId>& self) {
  const std::string_view top = text.substr(0, kNoticeWithin);
  std::vector<CableId> found;
  for (const std::string_view cue : kReplacementCues) {
    for (std::size_t at = top.find(cue); at != std::string_view::npos;
         at = top.find(cue, at + cue.size())) {
      const auto id = cable_after(top.substr(at + cue.size()), self);
      if (id && id != self && std::ranges::find(found, *id) == found.end()) found.push_back(*id);
    }
  }
  return found;
}

}  // namespace cabled
