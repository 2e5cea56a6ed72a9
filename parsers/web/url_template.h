#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parsers/model/error.h"
#include "parsers/model/url.h"

namespace cabled {

/// A URL with enumerations in braces, written out on demand:
///   {00001..02000}            numbers; both ends of one width keep their zeros
///   {yymm:0301..1002}         months, March 2003 to February 2010
///   {yyyymm:…} {yyyy/mm:…} {yyyy-mm:…}   the same in other spellings
///   {WL,HL}                   words
/// The last enumeration runs fastest. A counter says all of where one is, so a crawl can go on
/// after a restart, and nothing is ever held in memory but the template.
class UrlTemplate {
 public:
  /// More are a mistake: at a page a second this takes three years.
  static constexpr std::uint64_t kMaxCount = 100'000'000;

  /// kInvalid: malformed braces, an empty range, too many, or no http(s) URL comes of it.
  static Result<UrlTemplate> parse(std::string_view text);

  std::uint64_t count() const noexcept { return count_; }
  /// How many URLs differ in the last enumeration alone; 1 when there is none. URL number n belongs
  /// to run n / run_length().
  std::uint64_t run_length() const;
  /// The URL number `index`, counted from 0; kInvalid from count() on.
  Result<Url> at(std::uint64_t index) const;

 private:
  enum class MonthStyle { kYymm, kYyyymm, kYyyySlashMm, kYyyyDashMm };
  struct Numbers {
    std::uint64_t first;
    std::uint64_t count;
    int width;
  };
  struct Months {
    int first;  ///< months since the year 0
    int count;
    MonthStyle style;
  };
  using Words = std::vector<std::string>;
  using Piece = std::variant<std::string, Numbers, Months, Words>;
  struct Reader;

  UrlTemplate() = default;

  std::vector<Piece> pieces_;
  std::uint64_t count_ = 1;
};

}  // namespace cabled
