#include "parsers/words/search_vector.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
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

enum class Weight : std::uint16_t { kD = 0, kA = 3U << 14U };

std::string_view beginning(std::string_view text, std::size_t most) {
  return text.size() <= most ? text : text.substr(0, character_begin(text, most));
}

template <typename T>
void append(std::string& out, T value) {
  for (std::size_t bits = 8 * sizeof(T); bits > 0; bits -= 8) {
    out += static_cast<char>(static_cast<unsigned char>(value >> (bits - 8)));
  }
}

class VectorMaker {
 public:
  explicit VectorMaker(Lexicon& lexicon) : lexicon_(lexicon), number_(lexicon.size()) {}

  void add(std::string_view text, Language language, Weight weight) {
    ++part_;
    const unsigned before = last_told_;
    unsigned place = 0;
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
    std::string out;
    out.reserve(bytes_ + 4);
    append(out, static_cast<std::uint32_t>(order.size()));
    const std::uint16_t* place = places.data();
    for (const std::uint32_t number : order) {
      out += lexicon_[told_[number].lexeme];
      out += '\0';
      append(out, static_cast<std::uint16_t>(told_[number].places));
      for (unsigned i = 0; i < told_[number].places; ++i) append(out, *place++);
    }
    return out;
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
    const std::uint32_t number = number_of(*lexeme);
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

  std::uint32_t number_of(std::uint32_t lexeme) {
    if (lexeme >= number_.size()) number_.resize(std::size_t{lexeme} + 64);
    if (number_[lexeme] == 0) {
      told_.push_back({lexeme});
      number_[lexeme] = static_cast<std::uint32_t>(told_.size());
    }
    return number_[lexeme] - 1;
  }

  std::vector<std::uint32_t> in_order() const {
    std::vector<std::uint32_t> order(told_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [this](std::uint32_t a, std::uint32_t b) {
      const std::uint64_t first = lexicon_.beginning_of(told_[a].lexeme);
      const std::uint64_t second = lexicon_.beginning_of(told_[b].lexeme);
      return first != second ? first < second
                             : lexicon_[told_[a].lexeme] < lexicon_[told_[b].lexeme];
    });
    return order;
  }

  Lexicon& lexicon_;
  std::vector<std::uint32_t> number_;  ///< by lexeme: which one of this text it is, plus one
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
