#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/cable/references/reference_tokens.h"
#include "parsers/model/cable_id.h"

namespace cabled {

/// A cable named in a REF field, and the place of its words there.
struct CableReference {
  std::string station;  ///< as ids have it
  long serial;
  std::optional<CableId> id;  ///< absent where the year is not known: it is never guessed
  std::size_t begin;
  std::size_t end;
};

/// Reads the cables named by tokens [begin, end): "05 SANTIAGO 465", "ASUNCION 701 (08)",
/// "AMMAN 07718 99", "09CAIRO0561", "870 ULAANBAATAR", "KABUL 936/935", "STATE 41252 AND 44603".
///
/// EMBTEL is a telegram of the own post, DEPTEL one of STATE. "LISBON A-50" is an airgram, which
/// has no number among the telegrams, and "USCINCEUR 311345 Z MAY 73" a message that has none at
/// all.
///
/// A number alone continues the list of the station before it. `self` gives the year where none is
/// written, by year_without_one(), and the station when the field begins with a number ("A) 6307").
class CableReferenceReader {
 public:
  CableReferenceReader(const std::vector<ReferenceToken>& tokens,
                       const std::optional<CableId>& self);

  std::vector<CableReference> read(std::size_t begin, std::size_t end);

 private:
  void take_word(std::size_t at);
  bool names_station_with_next(std::size_t at) const;
  std::size_t take_number(std::size_t at, std::size_t end);
  std::size_t parted_serial_end(std::size_t at, std::size_t end) const;
  bool is_airgram(std::size_t at, std::size_t end) const;
  void take_airgram(std::size_t at);
  void continue_list(std::size_t at, long serial);
  void take_mark(std::size_t at);
  std::size_t bracket_end(std::size_t at, std::size_t end);
  bool is_year_behind_slash(std::size_t at) const;
  bool is_station(std::string_view name) const;
  bool is_year_after(std::size_t at, std::size_t end) const;
  bool continues_list(std::size_t at, long serial) const;
  void add(std::string_view station, long serial, std::size_t first, std::size_t last);
  void change_last_year(int year, std::size_t last);
  void close_words(std::size_t end);
  void forget_words();
  std::string station_name() const;
  std::string sender_name() const;

  const std::vector<ReferenceToken>& tokens_;
  const std::optional<CableId>& self_;
  std::vector<CableReference> found_;
  std::vector<std::size_t> words_;            // tokens of the station's name so far
  std::optional<std::size_t> number_before_;  // a year, or the serial of "870 ULAANBAATAR"
  std::optional<int> year_amid_;              // "STATE (08) 201265"
  std::string station_;           // of the last cable, for numbers that continue its list
  std::optional<int> list_year_;  // written before the first cable of a list
  std::size_t after_cable_ = 0;   // token after the last cable
  bool joined_by_word_ = false;   // "AND", "/" or "&" opened the list
};

}  // namespace cabled
