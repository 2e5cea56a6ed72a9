// Any text as words: the vector of a cable, a query, and the words that this finds.
#include <algorithm>
#include <string>

#include "parsers/model/utf8_text.h"
#include "parsers/words/found_words.h"
#include "parsers/words/search_vector.h"
#include "parsers/words/search_words.h"
#include "parsers/words/text_tokens.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

// What PostgreSQL refuses: words out of order, words and places of more than a megabyte.
void check_vector(const std::string& vector) {
  using cabled::fuzz::require;
  const auto number = [&](std::size_t at, std::size_t bytes) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      value = value << 8U | static_cast<unsigned char>(vector.at(at + i));
    }
    return value;
  };
  std::size_t at = 4;
  std::string last;
  for (std::size_t left = number(0, 4); left > 0; --left) {
    const std::string lexeme = vector.c_str() + at;
    require(!lexeme.empty() && lexeme > last && lexeme.size() <= 2046);
    at += lexeme.size() + 1;
    std::size_t place = 0;
    for (std::size_t places = number(at, 2); places > 0; --places) {
      at += 2;
      const std::size_t next = number(at, 2) & 0x3FFFU;
      require(next > place);
      place = next;
    }
    at += 2;
    last = lexeme;
  }
  require(at == vector.size() && at < (std::size_t{1} << 20U));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using cabled::fuzz::require;
  namespace words = cabled::words;
  const std::string text =
      cabled::Utf8Text::sanitized(std::string(cabled::fuzz::bytes_of(data, size))).str();
  const char* end = text.data();
  words::TextTokens tokens(text);
  while (const auto token = tokens.next()) {
    require(!token->text.empty() && token->text.data() >= text.data());
    end = std::max(end, token->text.data() + token->text.size());
  }
  require(end <= text.data() + text.size());
  check_vector(words::search_vector({text.substr(0, 20), text, text, text}));

  const std::string first = text.substr(0, cabled::character_begin(text, 40));
  for (const auto kind : {cabled::SearchTerm::Kind::kWord, cabled::SearchTerm::Kind::kPhrase}) {
    const words::SearchWords asked =
        words::search_words({.alternatives = {{{kind, first}}}, .filter = {}, .named_id = {}});
    std::size_t behind = 0;
    for (const words::FoundWord& word : words::find_words(text, asked)) {
      require(word.begin >= behind && word.begin < word.end && word.end <= text.size());
      behind = word.end;
    }
    require(cabled::is_valid_utf8(words::found_passages(text, asked)));
  }
  return 0;
}
