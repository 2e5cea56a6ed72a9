#include "parsers/words/search_vector.h"

#include <endian.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
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
constexpr std::uint16_t kMostPlacesOfPart = 255;
constexpr std::uint16_t kMostPlaces = 256;

// What is taken of a part. No subject and no line of TAGS is that long.
constexpr std::size_t kMostOfHead = 8'000;
constexpr std::size_t kMostOfBody = 200'000;

// Of a telegram, with what is between words.
constexpr std::size_t kBytesOfWord = 7;

// Of a lexeme, by which it is sorted first, and which are written at once.
constexpr std::size_t kBeginning = 8;

enum class Weight : std::uint16_t { kD = 0, kA = 3U << 14U };

std::string_view beginning(std::string_view text, std::size_t most) {
  return text.size() <= most ? text : text.substr(0, character_begin(text, most));
}

// And gives the place behind it. Numbers stand in a vector with their upper byte first.
template <typename Number>
char* write_number(char* at, Number upper_first) {
  std::memcpy(at, &upper_first, sizeof upper_first);
  return at + sizeof upper_first;
}

class VectorMaker {
 public:
  explicit VectorMaker(Lexicon& lexicon) : lexicon_(lexicon), first_part_(lexicon.next_part()) {}

  void add(std::string_view text, Language language, Weight weight) {
    part_ = lexicon_.begin_part();
    const unsigned before = last_place_;
    unsigned place = 0;
    occurrences_.reserve(occurrences_.size() + text.size() / kBytesOfWord);
    const std::string small = ascii::lower(text);
    TextTokens tokens(small);
    while (const auto token = tokens.next()) {
      if (token->text.size() > kLongestWord) continue;
      ++place;
      const unsigned put = std::min(std::min(place, kLastPlace) + before, kLastPlace);
      put_in(*token, language, put, weight);
      if (token->kind != TokenKind::kWord) {  // most are, and hold no others
        for (const TextToken& word : words_within(*token)) put_in(word, language, put, weight);
      }
      if (bytes_ > kMostBytes) return;
    }
  }

  std::string binary() && {
    sort_told();
    std::string vector(bytes_ + 4 + kBeginning, '\0');
    char* at = write_number(vector.data(), htobe32(static_cast<std::uint32_t>(told_.size())));
    for (const Told& told : told_) {
      write_number(at, htobe64(told.beginning));
      if (told.size > kBeginning) {
        lexicon_[told.lexeme].substr(kBeginning).copy(at + kBeginning, told.size);
      }
      KnownWord& known = lexicon_.known(told.lexeme);
      at = write_number(at + told.size + 1, htobe16(known.places));  // behind a zero
      known.room = static_cast<std::uint32_t>(at - vector.data());
      at += 2 * std::size_t{known.places};
    }
    for (const Occurrence& one : occurrences_) {
      std::uint32_t& room = lexicon_.known(one.lexeme).room;
      write_number(vector.data() + room, htobe16(one.place));
      room += 2;
    }
    vector.resize(bytes_ + 4);
    return vector;
  }

 private:
  struct Occurrence {
    std::uint32_t lexeme;
    std::uint16_t place;  ///< with the weight in its upper two bits
  };

  /// A lexeme of the text.
  struct Told {
    std::uint64_t beginning;
    std::uint32_t lexeme;
    std::uint32_t size;
  };

  void put_in(const TextToken& token, Language language, unsigned place, Weight weight) {
    const std::uint32_t lexeme = lexicon_.number_of(token, language);
    if (lexeme == Lexicon::kNone) return;
    KnownWord& known = lexicon_.known(lexeme);
    if (known.part != part_) begin_part(lexeme, known);
    if (known.places == known.most_places || known.last_place >= place) return;
    bytes_ += 2;
    ++known.places;
    known.last_place = static_cast<std::uint16_t>(place);
    last_place_ = place;
    occurrences_.push_back(
        {lexeme, static_cast<std::uint16_t>(place | static_cast<std::uint16_t>(weight))});
  }

  void begin_part(std::uint32_t lexeme, KnownWord& known) {
    if (known.part < first_part_) {
      const std::size_t size = lexicon_[lexeme].size();
      told_.push_back({known.beginning, lexeme, static_cast<std::uint32_t>(size)});
      known.places = 0;
      known.last_place = 0;
      bytes_ += size + 3;  // a zero, and the number of its places
    }
    known.part = part_;
    known.most_places = std::min<std::uint16_t>(known.places + kMostPlacesOfPart, kMostPlaces);
  }

  // By eight bytes first, which are at hand; of the words that begin alike there are few.
  void sort_told() {
    std::ranges::sort(told_, {}, &Told::beginning);
    const auto by_text = [this](const Told& a, const Told& b) {
      return lexicon_[a.lexeme] < lexicon_[b.lexeme];
    };
    for (auto run = told_.begin(); run != told_.end();) {
      const auto end = std::find_if(run + 1, told_.end(), [&run](const Told& one) {
        return one.beginning != run->beginning;
      });
      if (end - run > 1) std::sort(run, end, by_text);
      run = end;
    }
  }

  Lexicon& lexicon_;
  const std::uint64_t first_part_;
  std::uint64_t part_ = 0;
  std::vector<Told> told_;
  std::vector<Occurrence> occurrences_;
  std::size_t bytes_ = 0;
  unsigned last_place_ = 0;  ///< of any word: the next part goes on behind it
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
