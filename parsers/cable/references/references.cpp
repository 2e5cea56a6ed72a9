#include "parsers/cable/references/references.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "parsers/cable/references/cable_references.h"
#include "parsers/cable/references/reference_field.h"
#include "parsers/cable/references/reference_items.h"
#include "parsers/cable/references/reference_kind.h"
#include "parsers/cable/references/reference_tokens.h"
#include "parsers/cable/references/reference_year.h"
#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// Longer fields than this were met nowhere (the longest had 40 references); what follows is prose.
constexpr std::size_t kLongestReferences = 6000;

// A year, a name of four words and a serial.
constexpr std::size_t kWordsOfACable = 7;

// A header is repeated once or twice; more labels are words of the text.
constexpr int kMostFields = 4;

// Tokens [begin, end): what stands between two separators of an item.
struct Piece {
  std::size_t begin;
  std::size_t end;
  bool after_semicolon;
};

class FieldReader {
 public:
  FieldReader(std::string_view field, const std::optional<CableId>& self)
      : field_(field), self_(self), tokens_(reference_tokens(field)), cables_(tokens_, self) {}

  std::vector<Reference> read() {
    for (const ReferenceItem& item : reference_items(tokens_)) read_item(item);
    return std::move(references_);
  }

 private:
  std::vector<Piece> pieces_of(const ReferenceItem& item) const {
    std::vector<Piece> pieces{{item.begin, item.begin, true}};
    int depth = 0;
    for (std::size_t at = item.begin; at < item.end; ++at) {
      if (tokens_[at].is_mark('(')) ++depth;
      if (tokens_[at].is_mark(')')) --depth;
      if (depth <= 0 && tokens_[at].text == "AND" &&
          names_cable({at + 1, std::min(item.end, at + kWordsOfACable), false})) {
        pieces.back().end = at;
        pieces.push_back({at + 1, at + 1, true});
      }
      const bool semicolon = tokens_[at].is_mark(';');
      if (depth <= 0 && (semicolon || tokens_[at].is_mark(','))) {
        pieces.back().end = at;
        pieces.push_back({at + 1, at + 1, semicolon});
      }
    }
    pieces.back().end = item.end;
    return pieces;
  }

  std::string text_of(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    const std::size_t from = tokens_[begin].begin;
    std::string text = words::squeeze(field_.substr(from, tokens_[end - 1].end - from));
    while (!text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == '-')) {
      text.pop_back();
    }
    return text;
  }

  // The words outside brackets: a title in brackets does not say what kind the reference is.
  ReferenceKind kind_of(const Piece& piece) const {
    std::string words;
    int depth = 0;
    for (std::size_t at = piece.begin; at < piece.end; ++at) {
      if (tokens_[at].is_mark('(')) ++depth;
      if (depth == 0) {
        const bool hyphen = at > piece.begin && tokens_[at].begin == tokens_[at - 1].end;
        if (!hyphen) words += ' ';
        words += tokens_[at].text;
      }
      if (tokens_[at].is_mark(')')) --depth;
    }
    return reference_kind(words);
  }

  void read_item(const ReferenceItem& item) {
    const std::size_t before = references_.size();
    const std::vector<Piece> pieces = pieces_of(item);
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      const ReferenceKind kind = kind_of(pieces[at]);
      if (kind == ReferenceKind::kUnknown || begins_with_cable(pieces[at])) {
        at = read_cables(item, pieces, at);
        continue;
      }
      std::size_t last = at;
      while (last + 1 < pieces.size() && !pieces[last + 1].after_semicolon &&
             !begins_with_cable(pieces[last + 1])) {
        ++last;
      }
      add_other(item, kind, text_of(pieces[at].begin, pieces[last].end));
      at = last;
    }
    if (references_.size() == before && !dropped_self_) read_bare_item(item);
    dropped_self_ = false;
  }

  // "TELCON OF SEP 7 AND LISBON 803": what is joined by a word may be of another kind.
  bool names_cable(const Piece& piece) const {
    if (piece.begin >= piece.end) return false;
    CableReferenceReader reader(tokens_, self_);
    const auto cables = reader.read(piece.begin, piece.end);
    return !cables.empty() && cables.front().begin == tokens_[piece.begin].begin &&
           known_station(cables.front().station).has_value();
  }

  bool begins_with_cable(const Piece& piece) const {
    CableReferenceReader reader(tokens_, self_);
    const auto cables = reader.read(piece.begin, piece.end);
    return !cables.empty() && cables.front().begin == tokens_[piece.begin].begin;
  }

  // Reads cables from piece `first` to the next piece of another kind; gives the last piece read.
  std::size_t read_cables(const ReferenceItem& item, const std::vector<Piece>& pieces,
                          std::size_t first) {
    std::size_t last = first;
    while (last + 1 < pieces.size() && kind_of(pieces[last + 1]) == ReferenceKind::kUnknown) ++last;
    for (const CableReference& cable : cables_.read(pieces[first].begin, pieces[last].end)) {
      add_cable(item, cable);
    }
    return last;
  }

  void add_cable(const ReferenceItem& item, const CableReference& cable) {
    const bool airgram = cable.id && cable.id->series() == CableSeries::kAirgram;
    const std::string name = fmt::format("{} {} {}{}", cable.id ? cable.id->year() : 0,
                                         cable.station, airgram ? "A-" : "", cable.serial);
    const bool repeated = !references_.empty() && name == last_cable_;
    if (repeated || (self_ && cable.id == self_)) {
      dropped_self_ = true;
      return;
    }
    last_cable_ = name;
    const std::string_view text = field_.substr(cable.begin, cable.end - cable.begin);
    const ReferenceKind kind = airgram ? ReferenceKind::kAirgram : ReferenceKind::kCable;
    references_.push_back({cable.id, kind, item.bullet, words::squeeze(text)});
  }

  void add_other(const ReferenceItem& item, ReferenceKind kind, std::string text) {
    if (!text.empty()) references_.push_back({std::nullopt, kind, item.bullet, std::move(text)});
  }

  // "A) 6307" is a telegram of the own station; other words are kept as they stand.
  void read_bare_item(const ReferenceItem& item) {
    const bool number = item.end == item.begin + 1 && tokens_[item.begin].is_number();
    if (number && self_ && tokens_[item.begin].text.size() >= 3) {
      const ReferenceToken& token = tokens_[item.begin];
      const long serial = words::number(token.text).value_or(0);
      const int year = year_without_one(*self_, self_->station(), serial);
      auto id = CableId::make(year, self_->station(), serial);
      if (id) add_cable(item, {id->station(), serial, *id, token.begin, token.end});
      return;
    }
    const std::string text = text_of(item.begin, item.end);
    const auto letters = std::ranges::count_if(text, ascii::is_alpha);
    const bool says_something = item.bullet && letters >= 3 && !ascii::iequals(text, "NOTAL");
    if (says_something) add_other(item, ReferenceKind::kUnknown, text);
  }

  std::string_view field_;
  const std::optional<CableId>& self_;
  std::vector<ReferenceToken> tokens_;
  CableReferenceReader cables_;
  std::vector<Reference> references_;
  std::string last_cable_;  ///< as add_cable() names it
  bool dropped_self_ = false;
};

}  // namespace

References read_references(const Preamble& preamble, const std::optional<CableId>& self) {
  References result;
  std::size_t from = 0;
  for (int field = 0; field < kMostFields; ++field) {
    const auto label = preamble.find_references(from);
    if (!label) break;
    const std::size_t end = reference_field_end(preamble, label->end);
    const std::string_view told = preamble.text().substr(label->end, end - label->end);
    std::vector<Reference> references =
        FieldReader(told.substr(0, character_begin(told, kLongestReferences)), self).read();
    if (!references.empty() && references.size() >= result.references.size()) {
      result.references = std::move(references);
    }
    result.end = end;
    from = std::max(end, label->end);
  }
  return result;
}

}  // namespace cabled
