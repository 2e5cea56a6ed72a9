#include "parsers/query/slips.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";

// All texts that are one slip of the key away.
std::vector<std::string> one_slip_away(std::string_view text, std::string_view alphabet) {
  std::vector<std::string> out;
  out.reserve((text.size() + 1) * 2 * (alphabet.size() + 1));
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    std::string exchanged(text);
    std::swap(exchanged[i], exchanged[i + 1]);
    out.push_back(std::move(exchanged));
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    out.push_back(std::string(text).erase(i, 1));
    for (const char c : alphabet) {
      out.emplace_back(text);
      out.back()[i] = c;
    }
  }
  for (std::size_t i = 0; i <= text.size(); ++i) {
    for (const char c : alphabet) out.push_back(std::string(text).insert(i, 1, c));
  }
  return out;
}

bool is_one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto [x, y] = std::ranges::mismatch(a, b);
  const std::string_view left(x, a.end());
  const std::string_view right(y, b.end());
  if (left.size() < right.size()) return left == right.substr(1);
  if (left.empty() || left.substr(1) == right.substr(1)) return true;
  return left.size() > 1 && left[0] == right[1] && left[1] == right[0] &&
         left.substr(2) == right.substr(2);
}

/// Ids in the order in which they were thought of, each once.
class IdList {
 public:
  explicit IdList(const CableId& asked) : asked_(asked.text()) {}

  void add(int year, std::string_view station, long serial) {
    const Result<CableId> id = CableId::make(year, station, serial);
    if (!id || id->text() == asked_) return;
    if (std::ranges::find(ids_, id->text()) == ids_.end()) ids_.push_back(id->text());
  }

  std::vector<std::string> take() && { return std::move(ids_); }

 private:
  std::string asked_;
  std::vector<std::string> ids_;
};

}  // namespace

std::vector<std::string> near_ids(const CableId& id) {
  constexpr int kEarliest = 1966;
  constexpr int kLatest = 2010;
  IdList ids(id);
  for (const std::string& serial : one_slip_away(std::to_string(id.serial()), kDigits)) {
    if (serial.empty() || serial.size() > 9) continue;
    ids.add(id.year(), id.station(), std::strtol(serial.c_str(), nullptr, 10));
  }
  for (int away = 1; away <= kLatest - kEarliest; ++away) {
    for (const int year : {id.year() - away, id.year() + away}) {
      if (year >= kEarliest && year <= kLatest) ids.add(year, id.station(), id.serial());
    }
  }
  for (const std::string_view station : station_names()) {
    if (is_one_slip(station, id.station()) || station.starts_with(id.station())) {
      ids.add(id.year(), station, id.serial());
    }
  }
  return std::move(ids).take();
}

std::vector<std::string> near_words(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 24;
  if (word.size() < kShortest || word.size() > kLongest ||
      !std::ranges::all_of(word, ascii::is_alpha)) {
    return {};
  }
  const std::string lower = ascii::lower(word);
  std::vector<std::string> words = one_slip_away(lower, kLetters);
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::erase(words, lower);
  return words;
}

}  // namespace cabled
