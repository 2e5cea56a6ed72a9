#include "parsers/words/search_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "parsers/words/letters.h"
#include "parsers/words/stems.h"
#include "parsers/words/text_tokens.h"
#include "parsers/words/token_words.h"

namespace cabled::words {
namespace {

std::string quoted(const SoughtLexeme& lexeme) {
  std::string out = "'";
  for (const char c : lexeme.text) {
    if (c == '\'' || c == '\\') out += c;
    out += c;
  }
  return out + (lexeme.is_beginning ? "':*" : "'");
}

/// A form in which a term is looked for.
struct Form {
  std::string tsquery;
  std::vector<SoughtPhrase> sought;
};

std::vector<SoughtLexeme> within(const TextToken& token, Language language) {
  std::vector<SoughtLexeme> lexemes;
  for (const TextToken& word : words_within(token)) {
    std::string lexeme = lexeme_of(word, language);
    if (!lexeme.empty()) lexemes.push_back({std::move(lexeme)});
  }
  return lexemes;
}

// One word, or several that have to stand together.
Form form_of(std::string_view text, Language language) {
  SoughtPhrase phrase;
  std::vector<SoughtLexeme> parts;
  unsigned place = 0;
  TextTokens tokens(text);
  while (const auto token = tokens.next()) {
    if (token->text.size() > kLongestWord) continue;
    ++place;
    std::string lexeme = lexeme_of(*token, language);
    if (lexeme.empty() || lexeme.size() > kLongestWord) continue;
    phrase.push_back({std::move(lexeme), place});
    parts = within(*token, language);
  }
  Form form{phrase_tsquery(phrase), {}};
  if (place == 1 && !parts.empty()) {
    std::string apart;
    for (SoughtLexeme& part : parts) {
      apart += (apart.empty() ? "" : " & ") + quoted(part);
      form.sought.push_back({std::move(part)});
    }
    form.tsquery += " | " + apart;
  }
  if (!phrase.empty()) form.sought.push_back(std::move(phrase));
  return form;
}

// Stems can be shorter than the beginning that is asked for ("negotiations" is indexed as
// "negoti"), so what the beginning may grow into is looked for too, by those stems of such words
// that do not begin so themselves: a hundred more alternatives took a rank from 10 to 350 us.
Form stems_of_grown(const std::string& beginning) {
  constexpr const char* kEndings[] = {
      "",   "e",  "s",  "d",   "n",   "g",   "y",   "ed",  "es",   "er",   "al",   "on",   "ng",
      "ly", "ty", "ve", "ion", "ing", "ity", "ive", "ies", "able", "ment", "ness", "ation"};
  const std::string small = small_letters(beginning);
  Form form;
  std::set<std::string> stems;
  for (const char* ending : kEndings) {
    std::string stem = english_stem(small + ending);
    if (stem.empty() || stem.starts_with(small) || !stems.insert(stem).second) continue;
    form.sought.push_back({{std::move(stem)}});
    form.tsquery += (form.tsquery.empty() ? "" : " | ") + quoted(form.sought.back().front());
  }
  return form;
}

Form beginning_form(const std::string& text) {
  Form form = form_of(text, Language::kSimple);
  for (SoughtPhrase& phrase : form.sought) {
    for (SoughtLexeme& lexeme : phrase) lexeme.is_beginning = true;
  }
  form.tsquery = form.sought.empty() ? "" : phrase_tsquery(form.sought.back());
  return form;
}

struct Part {
  Form stems = {};
  Form forms = {};
  bool has_stem = false;
  bool excluded = false;
};

Part part_of(const SearchTerm& term) {
  Part part{.excluded = term.excluded};
  if (term.kind == SearchTerm::Kind::kBeginning) {
    part.forms = beginning_form(term.text);
    part.stems = stems_of_grown(term.text);
    part.has_stem = !part.forms.tsquery.empty();
  } else {
    part.forms = form_of(term.text, Language::kSimple);
    part.stems = form_of(term.text, Language::kEnglish);
    part.has_stem = !part.stems.tsquery.empty();
  }
  return part;
}

std::string part_text(const Part& part) {
  std::string text = part.stems.tsquery;
  if (text.empty()) {
    text = part.forms.tsquery;
  } else if (!part.forms.tsquery.empty() && text != part.forms.tsquery) {
    text += " | " + part.forms.tsquery;
  }
  return fmt::format("{}({})", part.excluded ? "!" : "", text);
}

// The forms of which a text has to have one.
std::vector<SoughtPhrase> forms_of(const Part& part) {
  std::vector<SoughtPhrase> forms = part.stems.sought;
  std::ranges::copy(part.forms.sought, std::back_inserter(forms));
  return forms;
}

// Words without a stem are looked for where there is no other: some TAGS are such words (IT, IS).
void add_alternative(SearchWords& words, const std::vector<SearchTerm>& terms) {
  std::vector<Part> parts;
  bool any_stem = false;
  for (const SearchTerm& term : terms) {
    Part part = part_of(term);
    if (part.stems.tsquery.empty() && part.forms.tsquery.empty()) continue;
    any_stem = any_stem || part.has_stem;
    parts.push_back(std::move(part));
  }
  std::string all;
  for (Part& part : parts) {
    if (any_stem && !part.has_stem) continue;
    all += (all.empty() ? "" : " & ") + part_text(part);
    if (part.excluded) continue;
    words.demanded.push_back(forms_of(part));
    for (Form* form : {&part.stems, &part.forms}) {
      std::ranges::move(form->sought, std::back_inserter(words.sought));
    }
  }
  if (all.empty()) return;
  words.tsquery += fmt::format("{}({})", words.tsquery.empty() ? "" : " | ", all);
}

}  // namespace

SearchWords search_words(const SearchQuery& query) {
  SearchWords words;
  bool any = false;
  for (const std::vector<SearchTerm>& terms : query.alternatives) {
    any = any || !terms.empty();
    add_alternative(words, terms);
  }
  words.vain = any && words.tsquery.empty();
  if (query.alternatives.size() > 1) words.demanded.clear();
  return words;
}

std::string phrase_tsquery(const SoughtPhrase& phrase) {
  std::string text;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (i > 0) text += fmt::format(" <{}> ", phrase[i].place - phrase[i - 1].place);
    text += quoted(phrase[i]);
  }
  return text;
}

std::string word_tsquery(const std::string& word) {
  const Part part = part_of({.text = word});
  return part.forms.tsquery.empty() && part.stems.tsquery.empty() ? "" : part_text(part);
}

}  // namespace cabled::words
