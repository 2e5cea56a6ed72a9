#include "parsers/query/search_query_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "parsers/cable/station/canonical_id.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/query/filter_keys.h"

namespace cabled {
namespace {

// What PostgreSQL takes for one word is shorter than 2 kB; no word of a cable is near that.
constexpr std::size_t kLongestTerm = 255;

std::size_t characters_before(std::string_view text, std::size_t offset) {
  return static_cast<std::size_t>(std::ranges::count_if(text.substr(0, offset), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// A quotation mark as keyboards and word processors write it: its length, or 0.
std::size_t quote_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 4> kCurly{"\u201C", "\u201D", "\u201E", "\u201F"};
  if (at < text.size() && text[at] == '"') return 1;
  for (const std::string_view mark : kCurly) {
    if (text.substr(std::min(at, text.size())).starts_with(mark)) return mark.size();
  }
  return 0;
}

// Blanks and control characters part words.
std::size_t blank_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 2> kBlanks{"\u00A0", "\u3000"};
  if (at >= text.size()) return 0;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte <= 0x20 || byte == 0x7F) return 1;
  for (const std::string_view blank : kBlanks) {
    if (text.substr(at).starts_with(blank)) return blank.size();
  }
  return 0;
}

/// Reads a query from front to back.
class QueryReader {
 public:
  explicit QueryReader(std::string_view text) : text_(text) {}

  QueryResult<SearchQuery> read() {
    if (auto fit = look_whole(); !fit) return tl::unexpected(fit.error());
    skip_blanks();
    while (at_ < text_.size()) {
      if (auto done = read_item(); !done) return tl::unexpected(done.error());
      skip_blanks();
    }
    end_alternative();
    // "09 lisbon 0007" is a cable as well as three words.
    if (query_.filter == SearchFilter{} && text_.size() <= kLongestTerm) {
      if (const Result<CableId> id = canonical_id(text_)) query_.named_id = id->text();
    }
    return std::move(query_);
  }

 private:
  QueryResult<void> look_whole() const {
    if (text_.size() > kLongestQuery) {
      return wrong(fmt::format("a query has at most {} bytes", kLongestQuery), kLongestQuery,
                   text_.size() - kLongestQuery);
    }
    const std::size_t valid = valid_utf8_prefix(text_);
    if (valid < text_.size()) return wrong("not UTF-8 here", valid, 1);
    const std::size_t nul = text_.find('\0');
    if (nul != std::string_view::npos) return wrong("a NUL is no part of a query", nul, 1);
    return {};
  }

  tl::unexpected<QueryError> wrong(std::string message, std::size_t offset,
                                   std::size_t length) const {
    return tl::unexpected(
        QueryError{std::move(message), offset, length, characters_before(text_, offset)});
  }

  void skip_blanks() {
    while (const std::size_t blank = blank_at(text_, at_)) at_ += blank;
  }

  // A word ends at a blank, and at a quotation mark that opens a phrase.
  std::size_t word_end(std::size_t from) const {
    std::size_t end = from;
    while (end < text_.size() && blank_at(text_, end) == 0 && quote_at(text_, end) == 0) ++end;
    return end;
  }

  QueryResult<void> read_item() {
    if (++items_ > kMostTerms) {
      return wrong(fmt::format("a query has at most {} words and filters", kMostTerms), at_,
                   text_.size() - at_);
    }
    const std::size_t begin = at_;
    const bool excluded =
        text_[at_] == '-' && at_ + 1 < text_.size() && blank_at(text_, at_ + 1) == 0;
    while (excluded && at_ < text_.size() && text_[at_] == '-') ++at_;
    if (quote_at(text_, at_) > 0) return read_phrase(excluded, begin);
    const std::size_t end = word_end(at_);
    const std::string_view word = text_.substr(at_, end - at_);
    const std::size_t colon = word.find(':');
    if (colon != std::string_view::npos) {
      if (const auto key = filter_key_of(word.substr(0, colon))) {
        if (excluded) {
          return wrong("a filter cannot be left out with -", begin, end - begin);
        }
        at_ += colon + 1;
        return read_filter(*key, begin);
      }
    }
    at_ = end;
    if (!excluded && (ascii::iequals(word, "or") || word == "|")) {
      end_alternative();
      return {};
    }
    return add_term(word, excluded, begin);
  }

  // An open quotation ends with the query.
  std::string_view quoted() {
    at_ += quote_at(text_, at_);
    const std::size_t begin = at_;
    while (at_ < text_.size() && quote_at(text_, at_) == 0) ++at_;
    const std::string_view inside = text_.substr(begin, at_ - begin);
    at_ += quote_at(text_, at_);
    return inside;
  }

  QueryResult<void> read_phrase(bool excluded, std::size_t begin) {
    const std::string_view phrase = ascii::trim(quoted());
    if (phrase.empty()) return {};
    terms_.push_back({SearchTerm::Kind::kPhrase, std::string(phrase), excluded});
    return fit(phrase, kLongestQuery, begin);
  }

  QueryResult<void> fit(std::string_view term, std::size_t most, std::size_t begin) const {
    if (term.size() <= most) return {};
    return wrong(fmt::format("a word has at most {} bytes", most), begin, at_ - begin);
  }

  QueryResult<void> add_term(std::string_view word, bool excluded, std::size_t begin) {
    const std::string_view stem = word.substr(0, word.empty() ? 0 : word.size() - 1);
    const bool begins =
        word.ends_with('*') && !stem.empty() && std::ranges::all_of(stem, [](char c) {
          return ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
        });
    if (word.empty()) return {};
    terms_.push_back({begins ? SearchTerm::Kind::kBeginning : SearchTerm::Kind::kWord,
                      std::string(begins ? stem : word), excluded});
    return fit(word, kLongestTerm, begin);
  }

  QueryResult<void> read_filter(FilterKey key, std::size_t begin) {
    skip_blanks();  // "from: 2009"
    const std::size_t value_at = at_;
    if (quote_at(text_, at_) > 0) {
      const std::string_view value = quoted();
      return take_value(key, value, value_at);
    }
    at_ = word_end(at_);
    const std::string_view written = text_.substr(value_at, at_ - value_at);
    if (written.empty()) {
      return wrong("a value is missing here", begin, at_ - begin);
    }
    if (!takes_lists(key)) return take_value(key, written, value_at);
    for (std::size_t from = 0; from <= written.size();) {
      const std::size_t comma = std::min(written.find(',', from), written.size());
      const std::string_view value = written.substr(from, comma - from);
      if (!value.empty()) {
        if (auto taken = take_value(key, value, value_at + from); !taken) return taken;
      }
      from = comma + 1;
    }
    return {};
  }

  QueryResult<void> take_value(FilterKey key, std::string_view value, std::size_t offset) {
    const Result<void> added = add_filter_value(query_.filter, key, value);
    if (!added) return wrong(added.error().message, offset, at_ - offset);
    if (count_filter_values(query_.filter) > kMostTerms) {
      return wrong(fmt::format("a query has at most {} filters", kMostTerms), offset, at_ - offset);
    }
    return {};
  }

  void end_alternative() {
    if (!terms_.empty()) query_.alternatives.push_back(std::exchange(terms_, {}));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t items_ = 0;
  std::vector<SearchTerm> terms_;
  SearchQuery query_;
};

}  // namespace

QueryResult<SearchQuery> read_search_query(std::string_view text) {
  return QueryReader(text).read();
}

QueryResult<void> narrow(SearchFilter& filter, std::string_view key, std::string_view value) {
  const auto found = filter_key_of(key);
  const auto wrong = [&](std::string message) {
    return tl::unexpected(QueryError{std::move(message), 0, value.size(), 0});
  };
  if (!found) return wrong(fmt::format("'{}' is no filter", key));
  const std::size_t valid = valid_utf8_prefix(value);
  if (valid < value.size() || value.find('\0') != std::string_view::npos) {
    return wrong("not UTF-8");
  }
  const Result<void> added = add_filter_value(filter, *found, value);
  if (!added) return wrong(added.error().message);
  if (count_filter_values(filter) > kMostTerms) {
    return wrong(fmt::format("a query has at most {} filters", kMostTerms));
  }
  return {};
}

}  // namespace cabled
