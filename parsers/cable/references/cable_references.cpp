#include "parsers/cable/references/cable_references.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "parsers/cable/references/reference_kind.h"
#include "parsers/cable/references/reference_year.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/cable/station/stations.h"
#include "parsers/telegram/station_words.h"

namespace cabled {
namespace {

using namespace std::literals;

// Words between a station and its serial that say nothing.
constexpr std::array kFillers = {"CABLE"sv,  "CABLES"sv,  "TELEGRAM"sv, "TELEGRAMS"sv,
                                 "TEL"sv,    "TELS"sv,    "NO"sv,       "NOS"sv,
                                 "NUMBER"sv, "MESSAGE"sv, "MSG"sv,      "NUMBERS"sv};

// The last serial of a busy year is below this, and so is the number of digits with its zeros.
constexpr std::size_t kMostSerialDigits = 8;
constexpr long kGreatestSerial = 999'999;

// In the 1970s STATE passed 100,000 in spring, so that a list of its telegrams has six digits and
// goes back as far as the year does.
constexpr int kLastYearOfLongLists = 1979;

// What a post calls its own telegrams, and those of the Department.
constexpr std::array kOwnTelegrams = {"EMBTEL"sv, "EMBTELS"sv, "CONTEL"sv, "CONGENTEL"sv};
constexpr std::array kDepartmentTelegrams = {"DEPTEL"sv, "DEPTELS"sv};
constexpr std::array kAirgramWords = {"AIRGRAM"sv, "AIRGRAMS"sv};

// Six-digit numbers are STATE's alone. One that follows a comma and lies further than this from the
// serial before it (more than a quarter of a year's telegrams) is the number of something else.
constexpr long kNearbySerials = 50000;

template <typename Words>
bool holds(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_joiner(const ReferenceToken& token) {
  return token.text == "AND" || token.is_mark('/') || token.is_mark('&');
}

}  // namespace

CableReferenceReader::CableReferenceReader(const std::vector<ReferenceToken>& tokens,
                                           const std::optional<CableId>& self)
    : tokens_(tokens), self_(self) {}

std::vector<CableReference> CableReferenceReader::read(std::size_t begin, std::size_t end) {
  found_.clear();
  forget_words();
  for (std::size_t at = begin; at < end;) {
    const ReferenceToken& token = tokens_[at];
    if (token.is_mark('(')) {
      at = bracket_end(at, end);
      continue;
    }
    if (token.is_number()) {
      at = take_number(at, end);
    } else if (is_airgram(at, end)) {
      take_airgram(at);
      at += 2;
    } else if (token.is_word()) {
      take_word(at);
    } else {
      take_mark(at);
    }
    ++at;
  }
  close_words(end);
  return std::move(found_);
}

void CableReferenceReader::forget_words() {
  words_.clear();
  number_before_.reset();
  year_amid_.reset();
}

void CableReferenceReader::take_word(std::size_t at) {
  const std::string& word = tokens_[at].text;
  if (word == "AND") {
    close_words(at);
    return;
  }
  if (std::ranges::find(kFillers, word) != kFillers.end() && !names_station_with_next(at)) return;
  const bool ends_port = word == "A" && !words_.empty() && tokens_[words_.back()].text == "PORT";
  const bool single = word.size() == 1 && !ends_port;
  const bool article =
      word == "THE" && (at + 1 >= tokens_.size() || tokens_[at + 1].text != "HAGUE");
  const bool of =
      (word == "OF" || word == "TO") && (words_.empty() || tokens_[words_.back()].text != "PORT");
  if (single || article || of || is_no_station_word(word)) {
    forget_words();
    return;
  }
  words_.push_back(at);
}

// "TEL AVIV": what means a telegram elsewhere.
bool CableReferenceReader::names_station_with_next(std::size_t at) const {
  return at + 1 < tokens_.size() && tokens_[at + 1].is_word() &&
         known_station(tokens_[at].text + tokens_[at + 1].text).has_value();
}

// "870 ULAANBAATAR": the serial stood first.
void CableReferenceReader::close_words(std::size_t end) {
  if (!words_.empty() && number_before_) {
    const std::string& digits = tokens_[*number_before_].text;
    const bool serial = digits.size() >= 3 && words_.front() == *number_before_ + 1;
    if (serial && words_.size() <= 3) {
      add(station_name(), digits_value(digits), *number_before_, words_.back());
      after_cable_ = end;
    }
  }
  forget_words();
}

void CableReferenceReader::take_mark(std::size_t at) {
  const ReferenceToken& token = tokens_[at];
  if (token.is_mark(',') || token.is_mark(';') || token.is_mark('/')) close_words(at);
}

// Takes the number at `at` and gives the last token that belongs to it.
std::size_t CableReferenceReader::take_number(std::size_t at, std::size_t end) {
  const std::string& digits = tokens_[at].text;
  const long serial =
      digits.size() > kMostSerialDigits ? kGreatestSerial + 1 : digits_value(digits);
  if (serial > kGreatestSerial || is_time_of_message(tokens_, at, end)) {
    forget_words();
    return at;
  }
  if (!words_.empty()) {
    if (const std::size_t last = date_end(tokens_, at, end);
        last > at && !known_station(sender_name())) {
      forget_words();
      return last;
    }
    const std::size_t first = number_before_.value_or(words_.front());
    const std::size_t last = parted_serial_end(at, end);
    add(sender_name(), last == at ? serial : digits_value(digits + tokens_[last].text), first,
        last);
    forget_words();
    after_cable_ = last + 1;
    joined_by_word_ = false;
    return last;
  }
  if (is_year_after(at, end)) {
    change_last_year(*reference_year(digits), at);
  } else if (continues_list(at, serial) &&
             (at + 1 >= end || !tokens_[at + 1].is_word() || tokens_[at + 1].text == "AND")) {
    continue_list(at, serial);
  } else {
    number_before_ = at;
  }
  return at;
}

void CableReferenceReader::continue_list(std::size_t at, long serial) {
  joined_by_word_ = joined_by_word_ || is_joiner(tokens_[at - 1]);
  // "TOSEC 110421/222331": both numbers are of one telegram, whose id is STATE's.
  if (station_ == "TOSEC" && tokens_[at - 1].is_mark('/') && !found_.empty()) {
    const std::size_t begin = found_.back().begin;
    found_.pop_back();
    add("STATE", serial, at, at);
    if (!found_.empty()) found_.back().begin = begin;
  } else {
    add(station_, serial, at, at);
  }
  after_cable_ = at + 1;
}

// "STATE 1 O1684": a blank within the six digits that STATE alone has.
std::size_t CableReferenceReader::parted_serial_end(std::size_t at, std::size_t end) const {
  const bool state = !words_.empty() && tokens_[words_.back()].text == "STATE";
  if (!state || tokens_[at].text.size() != 1 || at + 1 >= end) return at;
  return tokens_[at + 1].is_number() && tokens_[at + 1].text.size() == 5 ? at + 1 : at;
}

// "A-50": a letter, a hyphen and a number without blanks.
bool CableReferenceReader::is_airgram(std::size_t at, std::size_t end) const {
  if (at + 2 >= end || tokens_[at].text != "A" || !tokens_[at + 1].is_mark('-')) return false;
  return tokens_[at + 2].is_number() && tokens_[at].end == tokens_[at + 1].begin &&
         tokens_[at + 1].end == tokens_[at + 2].begin;
}

void CableReferenceReader::take_airgram(std::size_t at) {
  while (!words_.empty() && holds(kAirgramWords, tokens_[words_.back()].text)) words_.pop_back();
  if (words_.empty()) return forget_words();
  const std::size_t first = number_before_.value_or(words_.front());
  const long serial = digits_value(tokens_[at + 2].text);
  std::optional<int> year;
  if (number_before_) year = reference_year(tokens_[*number_before_].text);
  if (!year && self_) year = self_->year();
  const auto read =
      canonical_id(fmt::format("{:02}{}1", year.value_or(kLastReferenceYear) % 100, sender_name()));
  forget_words();
  if (!read || serial == 0 || serial > kGreatestSerial) return;
  CableReference airgram{read->station(), serial, std::nullopt, tokens_[first].begin,
                         tokens_[at + 2].end};
  if (year) {
    auto id = CableId::make(*year, airgram.station, serial, CableSeries::kAirgram);
    if (id) airgram.id = std::move(*id);
  }
  found_.push_back(std::move(airgram));
}

// "AMMAN 07718 99" and "BOGOTA 5049-01": a year right after the serial, unless a station follows.
bool CableReferenceReader::is_year_after(std::size_t at, std::size_t end) const {
  if (found_.empty() || at == 0 || !reference_year(tokens_[at].text)) return false;
  const bool hyphen = tokens_[at - 1].is_mark('-') && at - 1 == after_cable_;
  if (at != after_cable_ && !hyphen && !is_year_behind_slash(at)) return false;
  return at + 1 >= end || !tokens_[at + 1].is_word() || tokens_[at + 1].text == "AND";
}

// "PUBLIC LAW 480", "NEW YORK TIMES 11": a station is in the table or near to one in it, or sent
// this telegram. Of the posts of the 1970s the table lacks some.
bool CableReferenceReader::is_station(std::string_view name) const {
  if (self_ && self_->year() <= kLastYearOfLongLists) return true;
  return likely_station(name).has_value() || (self_ && self_->station() == name);
}

// "LISBON 590/08": two digits without a blank, of a year not long past; "KABUL 5353/5194" is a
// list.
bool CableReferenceReader::is_year_behind_slash(std::size_t at) const {
  if (at < 2 || at - 1 != after_cable_ || !tokens_[at - 1].is_mark('/')) return false;
  const bool glued =
      tokens_[at - 2].end == tokens_[at - 1].begin && tokens_[at - 1].end == tokens_[at].begin;
  if (!glued || tokens_[at].text.size() != 2 || tokens_[at - 2].text.size() < 3) return false;
  constexpr int kYearsBack = 3;
  const int year = *reference_year(tokens_[at].text);
  return self_ ? year <= self_->year() && year + kYearsBack >= self_->year()
               : tokens_[at].text.front() == '0';
}

bool CableReferenceReader::continues_list(std::size_t at, long serial) const {
  if (station_.empty() || at == 0 || tokens_[at].text.size() < 2) return false;
  const ReferenceToken& before = tokens_[at - 1];
  if (!is_joiner(before) && !before.is_mark(',') && !before.is_mark(';')) return false;
  // What joins must follow a cable at once: not "05/06/2007" after a name.
  if (at - 1 != after_cable_ && !(at >= 2 && at - 2 == after_cable_ && is_joiner(before))) {
    return false;
  }
  if (is_joiner(before) || joined_by_word_ || serial < 100000 || found_.empty()) return true;
  const bool long_list = self_ && self_->year() <= kLastYearOfLongLists && station_ == "STATE";
  return long_list || std::abs(found_.back().serial - serial) <= kNearbySerials;
}

// "(08)" after a serial or before a station is a year; anything else in brackets is a title.
std::size_t CableReferenceReader::bracket_end(std::size_t at, std::size_t end) {
  const bool number = at + 2 < end && tokens_[at + 1].is_number() && tokens_[at + 2].is_mark(')');
  if (number) {
    const auto year = reference_year(tokens_[at + 1].text);
    if (year && !found_.empty() && at == after_cable_) {
      change_last_year(*year, at + 2);
    } else if (year && words_.empty()) {
      number_before_ = at + 1;
    } else if (year && at + 3 < end && tokens_[at + 3].is_number()) {
      year_amid_ = year;
    }
    return at + 3;
  }
  const bool follows_cable = at == after_cable_;
  std::size_t close = at + 1;
  while (close < end && !tokens_[close].is_mark(')')) ++close;
  const std::size_t after = std::min(close + 1, end);
  if (follows_cable && !found_.empty()) after_cable_ = after;
  return after;
}

std::string CableReferenceReader::station_name() const {
  std::vector<std::string_view> words;
  for (const std::size_t at : words_) words.push_back(tokens_[at].text);
  return joined_station(words);
}

// The station that sent it: the word for a telegram can stand for it.
std::string CableReferenceReader::sender_name() const {
  const std::string_view word = tokens_[words_.back()].text;
  if (holds(kDepartmentTelegrams, word)) return "STATE";
  if (!holds(kOwnTelegrams, word)) return station_name();
  // The Department has no post of its own.
  return self_ && self_->station() != "STATE" ? self_->station() : std::string();
}

void CableReferenceReader::add(std::string_view station, long serial, std::size_t first,
                               std::size_t last) {
  // The year before the first of a list ("06 KABUL 5353/5194") holds for the others.
  std::optional<int> year = first == last ? list_year_ : std::nullopt;
  if (number_before_ && *number_before_ == first) year = reference_year(tokens_[first].text);
  if (year_amid_) year = year_amid_;
  list_year_ = year;
  if (station.empty()) return;
  // With any year, to learn the station's name in ids.
  const int some_year = year.value_or(self_ ? self_->year() : kLastReferenceYear) % 100;
  const auto read = canonical_id(fmt::format("{:02}{}{}", some_year, station, serial));
  if (!read || serial == 0 || !is_station(read->station())) return;
  station_ = station;
  CableReference cable{read->station(), read->serial(), std::nullopt, tokens_[first].begin,
                       tokens_[last].end};
  if (!year && self_) year = year_without_one(*self_, cable.station, cable.serial);
  if (year) {
    if (auto id = CableId::make(*year, cable.station, cable.serial)) cable.id = std::move(*id);
  }
  found_.push_back(std::move(cable));
}

void CableReferenceReader::change_last_year(int year, std::size_t last) {
  CableReference& cable = found_.back();
  if (auto id = CableId::make(year, cable.station, cable.serial)) cable.id = std::move(*id);
  cable.end = tokens_[last].end;
  after_cable_ = last + 1;
}

}  // namespace cabled
