#include "parsers/web/url_template.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kMaxTemplateBytes = 8192;
constexpr std::size_t kMaxDigits = 12;
// "yy" means 1966 to 2065, as in the references of cables.
constexpr int kFirstYear = 1966;

std::optional<std::uint64_t> read_digits(std::string_view text) {
  if (text.empty() || text.size() > kMaxDigits) return std::nullopt;
  if (!std::ranges::all_of(text, ascii::is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The two ends of "a..b".
struct Ends {
  std::string_view first;
  std::string_view last;
};

std::optional<Ends> read_ends(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  return Ends{text.substr(0, dots), text.substr(dots + 2)};
}

// Months since the year 0; `separator` is "" or stands between year and month.
std::optional<int> read_month(std::string_view text, std::size_t year_digits,
                              std::string_view separator) {
  if (text.size() != year_digits + separator.size() + 2) return std::nullopt;
  const auto year = read_digits(text.substr(0, year_digits));
  const auto month = read_digits(text.substr(text.size() - 2));
  if (!year || !month || text.substr(year_digits, separator.size()) != separator) {
    return std::nullopt;
  }
  if (*month < 1 || *month > 12) return std::nullopt;
  int full_year = static_cast<int>(*year);
  if (year_digits == 2) full_year += full_year >= kFirstYear % 100 ? 1900 : 2000;
  return full_year * 12 + static_cast<int>(*month) - 1;
}

}  // namespace

struct UrlTemplate::Reader {
  static std::optional<Piece> read_numbers(std::string_view text) {
    const std::optional<Ends> ends = read_ends(text);
    if (!ends) return std::nullopt;
    const auto first = read_digits(ends->first);
    const auto last = read_digits(ends->last);
    if (!first || !last || *first > *last) return std::nullopt;
    const bool padded = ends->first.size() == ends->last.size();
    return Numbers{*first, *last - *first + 1, padded ? static_cast<int>(ends->first.size()) : 0};
  }

  static std::optional<Piece> read_months(std::string_view text) {
    struct Style {
      std::string_view name;
      MonthStyle style;
      std::size_t year_digits;
      std::string_view separator;
    };
    static constexpr Style kStyles[] = {
        {"yymm:", MonthStyle::kYymm, 2, ""},
        {"yyyymm:", MonthStyle::kYyyymm, 4, ""},
        {"yyyy/mm:", MonthStyle::kYyyySlashMm, 4, "/"},
        {"yyyy-mm:", MonthStyle::kYyyyDashMm, 4, "-"},
    };
    const auto* style = std::ranges::find_if(
        kStyles, [&](const Style& candidate) { return text.starts_with(candidate.name); });
    if (style == std::end(kStyles)) return std::nullopt;
    const std::optional<Ends> ends = read_ends(text.substr(style->name.size()));
    if (!ends) return std::nullopt;
    const auto first = read_month(ends->first, style->year_digits, style->separator);
    const auto last = read_month(ends->last, style->year_digits, style->separator);
    if (!first || !last || *first > *last) return std::nullopt;
    return Months{*first, *last - *first + 1, style->style};
  }

  static std::optional<Piece> read_words(std::string_view text) {
    if (text.find(',') == std::string_view::npos) return std::nullopt;
    Words words;
    for (bool more = true; more;) {
      const std::size_t comma = text.find(',');
      words.emplace_back(text.substr(0, comma));
      more = comma != std::string_view::npos;
      if (more) text.remove_prefix(comma + 1);
    }
    return words;
  }

  static std::optional<Piece> read_piece(std::string_view text) {
    if (auto months = read_months(text)) return months;
    if (auto numbers = read_numbers(text)) return numbers;
    return read_words(text);
  }

  static std::uint64_t count(const Piece& piece) {
    if (const auto* numbers = std::get_if<Numbers>(&piece)) return numbers->count;
    if (const auto* months = std::get_if<Months>(&piece)) {
      return static_cast<std::uint64_t>(months->count);
    }
    if (const auto* words = std::get_if<Words>(&piece)) return words->size();
    return 1;
  }

  static std::string month_text(int month, MonthStyle style) {
    const int year = month / 12;
    const int number = month % 12 + 1;
    switch (style) {
      case MonthStyle::kYymm:
        return fmt::format("{:02}{:02}", year % 100, number);
      case MonthStyle::kYyyymm:
        return fmt::format("{:04}{:02}", year, number);
      case MonthStyle::kYyyySlashMm:
        return fmt::format("{:04}/{:02}", year, number);
      case MonthStyle::kYyyyDashMm:
        return fmt::format("{:04}-{:02}", year, number);
    }
    return {};
  }

  static std::string text(const Piece& piece, std::uint64_t index) {
    if (const auto* numbers = std::get_if<Numbers>(&piece)) {
      return fmt::format("{:0{}}", numbers->first + index, numbers->width);
    }
    if (const auto* months = std::get_if<Months>(&piece)) {
      return month_text(months->first + static_cast<int>(index), months->style);
    }
    if (const auto* words = std::get_if<Words>(&piece)) return (*words)[index];
    return std::get<std::string>(piece);
  }
};

Result<UrlTemplate> UrlTemplate::parse(std::string_view text) {
  if (text.size() > kMaxTemplateBytes) {
    return fail(ErrorKind::kInvalid, "URL template of {} bytes", text.size());
  }
  UrlTemplate result;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    result.pieces_.emplace_back(std::string(rest.substr(0, open)));
    if (open == rest.size()) break;
    const std::size_t close = rest.find('}', open);
    const std::size_t length = close == std::string_view::npos ? 0 : close - open - 1;
    std::optional<Piece> piece = Reader::read_piece(rest.substr(open + 1, length));
    if (!piece) {
      return fail(ErrorKind::kInvalid, "URL template '{}' has a range that cannot be read at '{}'",
                  text, rest.substr(open, 40));
    }
    const std::uint64_t count = Reader::count(*piece);
    if (count > kMaxCount / result.count_) {
      return fail(ErrorKind::kInvalid, "URL template '{}' gives more than {} URLs", text,
                  kMaxCount);
    }
    result.count_ *= count;
    result.pieces_.push_back(std::move(*piece));
    rest.remove_prefix(close + 1);
  }
  const Result<Url> first = result.at(0);
  if (!first) return tl::unexpected(first.error());
  return result;
}

std::uint64_t UrlTemplate::run_length() const {
  for (std::size_t i = pieces_.size(); i-- > 0;) {
    if (!std::holds_alternative<std::string>(pieces_[i])) return Reader::count(pieces_[i]);
  }
  return 1;
}

Result<Url> UrlTemplate::at(std::uint64_t index) const {
  if (index >= count_) {
    return fail(ErrorKind::kInvalid, "URL template has {} URLs, no number {}", count_, index);
  }
  std::vector<std::string> texts(pieces_.size());
  for (std::size_t i = pieces_.size(); i-- > 0;) {
    const std::uint64_t count = Reader::count(pieces_[i]);
    texts[i] = Reader::text(pieces_[i], index % count);
    index /= count;
  }
  return Url::parse(fmt::format("{}", fmt::join(texts, "")));
}

}  // namespace cabled
