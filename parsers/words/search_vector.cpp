#include "parsers/words/search_vector.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "parsers/model/utf8_text.h"
#include "parsers/words/lexicon.h"
#include "parsers/words/text_tokens.h"
#include "parsers/words/token_words.h"

namespace cabled::words {
namespace {

// PostgreSQL's bounds: of all words and places of a vector in bytes, of a place, and of the places
// of a word in one text and in texts put together.
constexpr std::size_t kMostBytes = (std::size_t{1} << 20U) - 16'384;
constexpr unsigned kLastPlace = 16383;
constexpr unsigned kMostPlacesOfPart = 255;
constexpr unsigned kMostPlaces = 256;

// What is taken of a part. No subject and no line of TAGS is that long.
constexpr std::size_t kMostOfHead = 8'000;
constexpr std::size_t kMostOfBody = 200'000;

// Of a telegram, with what is between words.
constexpr std::size_t kBytesOfWord = 7;

enum class Weight : std::uint16_t { kD = 0, kA = 3U << 14U };

std::string_view beginning(std::string_view text, std::size_t most) {
  return text.size() <= most ? text : text.substr(0, character_begin(text, most));
}

/// Writes a vector into room that was counted before: a vector has a thousand numbers.
class VectorBytes {
 public:
  explicit VectorBytes(std::size_t size) : bytes_(size, '\0') {}

  void text(std::string_view text) {
    text.copy(bytes_.data() + at_, text.size());
    at_ += text.size() + 1;  // and a zero
  }
  template <typename T>
  void number(T value) {
    for (std::size_t bits = 8 * sizeof(T); bits > 0; bits -= 8) {
      bytes_[at_++] = static_cast<char>(static_cast<unsigned char>(value >> (bits - 8)));
    }
  }
  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

class VectorMaker {
 public:
  explicit VectorMaker(Lexicon& lexicon) : lexicon_(lexicon) { lexicon_.begin_text(); }

  void add(std::string_view text, Language language, Weight weight) {
    ++part_;
    const unsigned before = last_told_;
    unsigned place = 0;
    occurrences_.reserve(occurrences_.size() + text.size() / kBytesOfWord);
    TextTokens tokens(text);
    while (const auto token = tokens.next()) {
      if (token->text.size() > kLongestWord) continue;
      ++place;
      const unsigned put = std::min(std::min(place, kLastPlace) + before, kLastPlace);
      put_in(*token, language, put, weight);
      for (const TextToken& word : words_within(*token)) put_in(word, language, put, weight);
      if (bytes_ > kMostBytes) return;
    }
  }

  std::string binary() && {
    const std::vector<std::uint32_t> order = in_order();
    std::uint32_t sum = 0;
    for (const std::uint32_t number : order) {
      told_[number].next = sum;
      sum += told_[number].places;
    }
    std::vector<std::uint16_t> places(occurrences_.size());
    for (const Occurrence& at : occurrences_) places[told_[at.number].next++] = at.place;
    VectorBytes out(bytes_ + 4);
    out.number(static_cast<std::uint32_t>(order.size()));
    const std::uint16_t* place = places.data();
    for (const std::uint32_t number : order) {
      out.text(lexicon_[told_[number].lexeme]);
      out.number(static_cast<std::uint16_t>(told_[number].places));
      for (unsigned i = 0; i < told_[number].places; ++i) out.number(*place++);
    }
    return std::move(out).take();
  }

 private:
  struct Occurrence {
    std::uint32_t number;  ///< in told_
    std::uint16_t place;   ///< with the weight in its upper two bits
  };

  /// A lexeme of the text.
  struct Told {
    std::uint32_t lexeme = 0;
    int part = 0;
    unsigned places_of_part = 0;
    unsigned places = 0;
    unsigned last = 0;
    std::uint32_t next = 0;  ///< where its next place goes
  };

  void put_in(const TextToken& token, Language language, unsigned place, Weight weight) {
    const auto lexeme = lexicon_.number_of(token, language);
    if (!lexeme) return;
    const std::uint32_t number = lexicon_.place_in_text(*lexeme);
    if (number == told_.size()) told_.push_back({*lexeme});
    Told& told = told_[number];
    if (told.part != part_) {
      told.part = part_;
      told.places_of_part = 0;
    }
    if (told.places == kMostPlaces || told.places_of_part == kMostPlacesOfPart ||
        told.last >= place) {
      return;
    }
    // Places begin at an even byte, behind their number.
    bytes_ += told.places == 0 ? lexicon_[*lexeme].size() + 5 : 2;
    ++told.places;
    ++told.places_of_part;
    told.last = place;
    last_told_ = std::max(last_told_, place);
    occurrences_.push_back(
        {number, static_cast<std::uint16_t>(place | static_cast<std::uint16_t>(weight))});
  }

  std::vector<std::uint32_t> in_order() const {
    struct Begun {
      std::uint64_t beginning;
      std::uint32_t number;
    };
    std::vector<Begun> begun;
    begun.reserve(told_.size());
    for (const Told& told : told_) {
      begun.push_back(
          {lexicon_.beginning_of(told.lexeme), static_cast<std::uint32_t>(begun.size())});
    }
    // By eight bytes first, which are at hand; of the words that begin alike there are few.
    std::ranges::sort(begun, {}, &Begun::beginning);
    const auto by_text = [this](const Begun& a, const Begun& b) {
      return lexicon_[told_[a.number].lexeme] < lexicon_[told_[b.number].lexeme];
    };
    for (auto run = begun.begin(); run != begun.end();) {
      const auto end = std::find_if(run + 1, begun.end(), [&run](const Begun& one) {
        return one.beginning != run->beginning;
      });
      if (end - run > 1) std::sort(run, end, by_text);
      run = end;
    }
    std::vector<std::uint32_t> order;
    order.reserve(begun.size());
    for (const Begun& one : begun) order.push_back(one.number);
    return order;
  }

  Lexicon& lexicon_;
  std::vector<Told> told_;
  std::vector<Occurrence> occurrences_;
  int part_ = 0;
  std::size_t bytes_ = 0;
  unsigned last_told_ = 0;  ///< the last place of any word: the next part goes on behind it
};

}  // namespace

std::string search_vector(const SearchedText& cable) {
  thread_local Lexicon lexicon;
  lexicon.trim();
  VectorMaker maker(lexicon);
  maker.add(std::string(cable.id) + ' ' + std::string(beginning(cable.tags, kMostOfHead)),
            Language::kSimple, Weight::kA);
  maker.add(beginning(cable.subject, kMostOfHead), Language::kEnglish, Weight::kA);
  maker.add(beginning(cable.body, kMostOfBody), Language::kEnglish, Weight::kD);
  return std::move(maker).binary();
}

}  // namespace cabled::words
