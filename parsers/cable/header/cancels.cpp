#include "parsers/cable/header/cancels.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
// What is taken back is said at the top, or under each section's head; 16 kB hold three sections.
constexpr std::size_t kSearched = 16UL * 1024;
// A corrected copy says so above its first paragraph.
constexpr std::size_t kSearchedForCorrection = 6UL * 1024;
constexpr std::size_t kMostSaidWords = 14;
constexpr std::size_t kLongestSentence = 160;
constexpr std::size_t kMostStationWords = 4;

bool is_own_station(std::string_view name, const std::optional<CableId>& self) {
  return self && self->station() == name;
}

// The id of a station and number, of the year that `before` names, else of self's.
std::optional<CableId> made_id(std::string_view before, std::string_view station, long serial,
                               const std::optional<CableId>& self) {
  const auto year = before.size() == 2 ? words::number(before) : std::nullopt;
  if (!year && !self) return std::nullopt;
  auto id = CableId::make(year ? static_cast<int>(*year) : self->year(), station, serial);
  return id ? std::optional(*id) : std::nullopt;
}

// The id written out in `said`: "LONDON 1917", "07 LONDON 1917"; without a year it is of self's.
std::optional<CableId> named_cable(const std::vector<std::string_view>& said,
                                   const std::optional<CableId>& self) {
  for (std::size_t i = 0; i < said.size(); ++i) {
    std::string name;
    for (std::size_t j = i; j + 1 < said.size() && j < i + kMostStationWords; ++j) {
      const std::string_view word = words::without_marks(said[j]);
      if (word.empty() || !std::ranges::all_of(word, ascii::is_upper)) break;
      name += word;
      const auto serial = words::number(words::without_marks(said[j + 1]));
      const auto station = known_station(name);
      if (!serial || (!station && !is_own_station(name, self))) continue;
      const std::string_view before = i > 0 ? words::without_marks(said[i - 1]) : "";
      return made_id(before, station.value_or(name), *serial, self);
    }
  }
  return std::nullopt;
}

// What a sentence can say from `text` on: it ends at an empty line.
std::string_view sentence(std::string_view text) {
  text = text.substr(0, kLongestSentence);
  for (std::size_t at = text.find('\n'); at != kNone; at = text.find('\n', at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t\r", at + 1);
    if (next == kNone || text[next] == '\n') return text.substr(0, at);
  }
  return text;
}

bool is_message(std::string_view word) {
  word = words::without_marks(word);
  return word == "MESSAGE" || word == "CABLE" || word == "TELEGRAM" || word == "MSG";
}

std::string_view word_before(std::string_view text, std::size_t at) {
  const std::string_view before =
      ascii::trim(text.substr(at > 24 ? at - 24 : 0, std::min<std::size_t>(at, 24)));
  const std::size_t blank = before.find_last_of(" \n\t");
  return words::without_marks(blank == kNone ? before : before.substr(blank + 1));
}

// `said` up to where it turns to what takes the place: "CANCEL. REPLACED BY LONDON 1921".
std::vector<std::string_view> before_its_replacement(const std::vector<std::string_view>& said) {
  const auto end = std::ranges::find_if(said, [](std::string_view word) {
    return word == "REPLACED" || word == "SUPERSEDED" || word == "RESENT" || word == "RE-SENT";
  });
  return {said.begin(), end};
}

// "PLEASE CANCEL", "CANCEL THIS MESSAGE", "CANCEL TELEGRAM": an order, not a story.
bool is_order(std::string_view before, const std::vector<std::string_view>& said) {
  if (before == "PLEASE" || before == "PLS" || before == "ZFR") return true;
  if (said.size() > 1 && is_message(said[1])) return true;
  return said.size() > 2 && words::without_marks(said[1]) == "THIS" && is_message(said[2]);
}

// What is said of another telegram is said with one of these words.
constexpr std::array<std::string_view, 11> kCues = {
    "ZFR",    "CANCEL",  "REPLACE",    "SUPERSEDE", "UNDER MRN",        "UNDER NEW MRN",
    "RESENT", "RE-SENT", "SENT AGAIN", "CORRECTED", "C O R R E C T E D"};

// By place in the cue and letter: the cues, one bit each, that have the letter at that place.
using CueLetters = std::array<std::array<std::uint32_t, 256>, 3>;

constexpr CueLetters kCueLetters = [] {
  CueLetters letters{};
  for (std::size_t i = 0; i < kCues.size(); ++i) {
    for (std::size_t place = 0; place < letters.size(); ++place) {
      letters[place][static_cast<unsigned char>(kCues[i][place])] |= std::uint32_t{1} << i;
    }
  }
  return letters;
}();

// Most telegrams say nothing of others, and one pass tells.
bool has_cue(std::string_view text) {
  const auto cues_at = [bytes = text.data()](std::size_t place, std::size_t at) {
    return kCueLetters[place].data()[static_cast<unsigned char>(bytes[at])];
  };
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const std::uint32_t begun = cues_at(0, at);
    if (begun == 0 || (begun & cues_at(1, at + 1) & cues_at(2, at + 2)) == 0) continue;
    const auto stands_here = [rest = text.substr(at)](auto cue) { return rest.starts_with(cue); };
    if (std::ranges::any_of(kCues, stands_here)) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(std::string_view text, const std::optional<CableId>& self) : text_(text), self_(self) {}

  Cancels read() {
    // The signal stands in a line of the header; the next line says something else.
    each("ZFR", [&](std::size_t at, const auto&) {
      const std::string_view line = text_.substr(at, text_.find('\n', at) - at);
      take(named_cable(words::split(line, kMostSaidWords), self_), true);
    });
    each("CANCEL", [&](std::size_t at, const auto& words) {
      const auto said = before_its_replacement(words);
      if (word_before(text_, at) == "THIS" || is_subject(at)) {
        take(named_cable(said, self_), false);
      } else if (is_order(word_before(text_, at), said)) {
        take(named_cable(said, self_), true);
      }
    });
    for (const std::string_view cue : {"REPLACES", "SUPERSEDES", "REPLACEMENT FOR"}) {
      each(cue, [&](std::size_t, const auto& said) { take(named_cable(said, self_), false); });
    }
    read_new_number();
    found_.corrected = is_corrected();
    return std::move(found_);
  }

 private:
  // Calls `take` with the words that follow each `cue`, the cue's own among them.
  template <typename Take>
  void each(std::string_view cue, Take take) {
    for (std::size_t at = ascii::find_part(text_, cue); at != kNone;
         at = ascii::find_part(text_, cue, at + cue.size())) {
      if (at > 0 && ascii::is_alnum(text_[at - 1])) continue;
      take(at, words::split(sentence(text_.substr(at)), kMostSaidWords));
    }
  }

  // "NEW MESSAGE SENT OUT UNDER MRN 1921", "RESENT AS LONDON 1921". What was replaced by something
  // is a telegram only where one is taken back.
  void read_new_number() {
    for (const std::string_view cue : {"UNDER MRN", "UNDER NEW MRN"}) read_new_number_at(cue, true);
    for (const std::string_view cue : {"RESENT AS", "RE-SENT AS", "SENT AGAIN AS"}) {
      read_new_number_at(cue, false);
    }
    if (!found_.cancelled) return;
    read_new_number_at("MRN", true);
    for (const std::string_view cue : {"REPLACED BY", "SUPERSEDED BY"}) {
      read_new_number_at(cue, false);
    }
  }

  void read_new_number_at(std::string_view cue, bool may_stand_alone) {
    each(cue, [&](std::size_t, const auto& said) {
      if (found_.replaced_by) return;
      auto id = named_cable(said, self_);
      if (!id && self_ && may_stand_alone) id = own_number(said);
      if (id && id != self_) found_.replaced_by = std::move(id);
    });
  }

  // "MRN 1921": a number of the own station.
  std::optional<CableId> own_number(const std::vector<std::string_view>& said) const {
    for (std::size_t i = 1; i < said.size() && i <= 3; ++i) {
      const auto serial = words::number(words::without_marks(said[i]));
      if (!serial) continue;
      auto id = CableId::make(self_->year(), self_->station(), *serial);
      return id ? std::optional(*id) : std::nullopt;
    }
    return std::nullopt;
  }

  // "THIS MESSAGE CANCELS …": the telegram is what cancels.
  bool is_subject(std::size_t at) const {
    return text_.substr(at).starts_with("CANCELS") && is_message(word_before(text_, at));
  }

  void take(const std::optional<CableId>& named, bool of_itself_unless_named) {
    if (!named || named == self_) {
      found_.cancelled = found_.cancelled || of_itself_unless_named;
    } else if (std::ranges::find(found_.replaced, *named) == found_.replaced.end()) {
      found_.replaced.push_back(*named);
    }
  }

  bool is_corrected() const {
    const std::string_view top = text_.substr(0, kSearchedForCorrection);
    for (const std::string_view first : {"CORRECTED", "C O R R E C T E D"}) {
      for (std::size_t at = ascii::find_part(top, first); at != kNone;
           at = ascii::find_part(top, first, at + 1)) {
        const auto rest = words::after_spaced(top.substr(at), "CORRECTED");
        if (!rest) continue;
        if (words::after_spaced(*rest, "COPY") || words::after_spaced(*rest, "VERSION"))
          return true;
      }
    }
    return false;
  }

  std::string_view text_;
  const std::optional<CableId>& self_;
  Cancels found_;
};

}  // namespace

Cancels read_cancels(std::string_view text, const std::optional<CableId>& self) {
  text = text.substr(0, kSearched);
  return has_cue(text) ? Reader(text, self).read() : Cancels{};
}

}  // namespace cabled
