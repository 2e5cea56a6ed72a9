#include "parsers/html/line_builder.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cabled {
namespace {

enum class Kind : std::uint8_t { kPlain, kBlank, kLineEnd, kSpecial };

constexpr std::array<Kind, 256> make_kinds() {
  std::array<Kind, 256> kinds{};
  for (const char blank : {' ', '\t', '\r', '\f', '\v'}) {
    kinds[static_cast<unsigned char>(blank)] = Kind::kBlank;
  }
  kinds[static_cast<unsigned char>('\n')] = Kind::kLineEnd;
  kinds[0xC2] = Kind::kSpecial;  // leads U+00A0 and U+00AD
  kinds[0xE2] = Kind::kSpecial;  // leads U+2028 and U+2029
  return kinds;
}

constexpr std::array<Kind, 256> kKinds = make_kinds();

Kind kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kSoftHyphen = "\xC2\xAD";
constexpr std::string_view kLineSeparator = "\xE2\x80\xA8";
constexpr std::string_view kParagraphSeparator = "\xE2\x80\xA9";

constexpr std::size_t kBlockOfText = 16;

// Whether the block, of which one byte more can be read, is words with single blanks between them
// and may go on as such. Sums instead of branches: the compiler makes vectors of it.
bool is_plain_block(const char* block) {
  const auto is_plain = [](char c) {
    return static_cast<unsigned char>((static_cast<unsigned char>(c) > ' ') & (c != '\xC2') &
                                      (c != '\xE2'));
  };
  unsigned char other = 0;
  for (std::size_t i = 0; i < kBlockOfText; ++i) {
    const auto joins = static_cast<unsigned char>((block[i] == ' ') & is_plain(block[i + 1]));
    other |= static_cast<unsigned char>((is_plain(block[i]) | joins) ^ 1U);
  }
  return other == 0;
}

// Where a run of words with single blanks between them ends: such text is copied as it is.
std::size_t plain_run_end(std::string_view text, std::size_t start) {
  std::size_t at = start;
  if (at == text.size() || kind_of(text[at]) != Kind::kPlain) return at;
  while (at + kBlockOfText < text.size() && is_plain_block(text.data() + at)) at += kBlockOfText;
  while (at < text.size()) {
    if (kind_of(text[at]) == Kind::kPlain) {
      ++at;
      continue;
    }
    const bool between_words = at > start && text[at] == ' ' && at + 1 < text.size() &&
                               kind_of(text[at + 1]) == Kind::kPlain;
    if (!between_words) break;
    at += 2;
  }
  return at;
}

std::size_t sequence_length(std::string_view text) {
  return std::min<std::size_t>(text.front() == '\xC2' ? 2 : 3, text.size());
}

std::string_view without_trailing_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

}  // namespace

void LineBuilder::append(std::string_view text, const Place& place) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    at = plain_run_end(text, at);
    if (at > start) append_run(text.substr(start, at - start), place);
    if (at == text.size()) return;
    const Kind kind = kind_of(text[at]);
    if (kind == Kind::kSpecial) {
      const std::size_t length = sequence_length(text.substr(at));
      append_special(text.substr(at, length), place);
      at += length;
      continue;
    }
    if (kind == Kind::kLineEnd && place.white_space != WhiteSpace::kFlow) {
      break_line(place);
    } else if (place.white_space == WhiteSpace::kPre) {
      append_blank(place, text[at] == '\t' ? '\t' : ' ');
    } else {
      blank_in_link_ = place.in_link && (!blank_due_ || blank_in_link_);
      blank_due_ = true;
    }
    ++at;
  }
}

void LineBuilder::append_special(std::string_view text, const Place& place) {
  if (text == kNoBreakSpace) {
    append_blank(place, ' ');
  } else if (text == kLineSeparator || text == kParagraphSeparator) {
    break_line(place);
  } else if (text != kSoftHyphen) {
    append_run(text, place);
  }
}

// Writes what is due before more text of the line.
void LineBuilder::begin_run(const Place& place) {
  if (text_.empty()) line_.element = place.block;
  if (cells_due_ > 0) {
    text_.append(cells_due_, '\t');
    line_.element = row_;
  } else if (!text_.empty() && blank_due_) {
    text_ += ' ';
    if (blank_in_link_) ++line_.link_bytes;
  }
  cells_due_ = 0;
  blank_due_ = false;
  line_.preformatted |= place.white_space == WhiteSpace::kPre;
}

void LineBuilder::append_run(std::string_view run, const Place& place) {
  begin_run(place);
  text_ += run;
  if (place.in_link) line_.link_bytes += static_cast<std::uint32_t>(run.size());
}

void LineBuilder::append_blank(const Place& place, char blank) { append_run({&blank, 1}, place); }

void LineBuilder::push_line(const Place& place) {
  if (text_.empty()) {
    line_.element = place.block;
    line_.preformatted = place.white_space == WhiteSpace::kPre;
  }
  if (margin_due_ && !layout_.lines.empty()) {
    layout_.lines.push_back({{}, margin_block_, false, 0});
  }
  margin_due_ = false;
  blank_due_ = false;
  cells_due_ = 0;
  line_.text = layout_.texts.keep(without_trailing_blanks(text_));
  line_.link_bytes = std::min(line_.link_bytes, static_cast<std::uint32_t>(line_.text.size()));
  text_.clear();
  layout_.lines.push_back(std::exchange(line_, {{}, 0, false, 0}));
}

void LineBuilder::break_line(const Place& place) { push_line(place); }

void LineBuilder::end_line() {
  if (!text_.empty()) push_line({line_.element, WhiteSpace::kFlow, false});
  blank_due_ = false;
  cells_due_ = 0;
}

void LineBuilder::add_margin(ElementNumber block) {
  if (!margin_due_) margin_block_ = block;
  margin_due_ = true;
}

void LineBuilder::leave(ElementNumber block, ElementNumber parent) {
  if (margin_block_ == block) margin_block_ = parent;
}

void LineBuilder::end_cell(ElementNumber row) {
  ++cells_due_;
  row_ = row;
}

Layout LineBuilder::take() && {
  end_line();
  return std::move(layout_);
}

}  // namespace cabled
