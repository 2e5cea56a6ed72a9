#include "parsers/locate/page_line.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

enum class Match { kWhole, kHead, kTail, kWithin };

struct Phrase {
  std::string_view text;  ///< lower case
  Match match;
  PageLine kind;
};

/// Longer lines are prose, but for teasers and newsletters, which are told by their ends.
constexpr std::size_t kShortLine = 120;
/// A wrapped line of prose may begin like a label ("share this view of the …"); labels are shorter
/// than such lines are.
constexpr std::size_t kLabelLine = 40;

using enum PageLine;

constexpr std::array kPhrases{
    Phrase{"advertisement", Match::kWhole, kAdvertisement},
    Phrase{"advertisements", Match::kWhole, kAdvertisement},
    Phrase{"advertisement - ", Match::kHead, kAdvertisement},
    Phrase{"advertisement – ", Match::kHead, kAdvertisement},
    Phrase{"advertisement:", Match::kHead, kAdvertisement},
    Phrase{"scroll to continue", Match::kWithin, kAdvertisement},
    Phrase{"sponsored content", Match::kWhole, kAdvertisement},
    Phrase{"sponsored", Match::kWhole, kAdvertisement},
    Phrase{"article continues below", Match::kHead, kAdvertisement},
    Phrase{"story continues below", Match::kHead, kAdvertisement},
    Phrase{"continues after advertisement", Match::kTail, kAdvertisement},
    Phrase{"are you getting our free newsletter", Match::kHead, kNewsletter},
    Phrase{"sign up for our", Match::kHead, kNewsletter},
    Phrase{"sign up to our", Match::kHead, kNewsletter},
    Phrase{"get our newsletter", Match::kHead, kNewsletter},
    Phrase{"subscribe to our", Match::kHead, kNewsletter},
    Phrase{"hide header", Match::kWhole, kNotice},
    Phrase{"show header", Match::kWhole, kNotice},
    Phrase{"[hide header]", Match::kWhole, kNotice},
    Phrase{"[show header]", Match::kWhole, kNotice},
    Phrase{"has an ethical paywall", Match::kTail, kNotice},
    Phrase{"license needed for work use", Match::kHead, kNotice},
    Phrase{"licence needed for work use", Match::kHead, kNotice},
    Phrase{"become a supporter", Match::kHead, kNotice},
    Phrase{"work smarter with a pro licence", Match::kHead, kNotice},
    Phrase{"continue reading", Match::kWhole, kTeaser},
    Phrase{"read more", Match::kWhole, kTeaser},
    Phrase{"read more:", Match::kHead, kTeaser},
    Phrase{"see also:", Match::kHead, kTeaser},
    Phrase{"see more", Match::kWhole, kTeaser},
    Phrase{"all rights reserved", Match::kWithin, kCopyright},
    Phrase{"©", Match::kHead, kCopyright},
    Phrase{"copyright ©", Match::kHead, kCopyright},
    Phrase{"copyright (c)", Match::kHead, kCopyright},
    Phrase{"(c) scoop media", Match::kHead, kCopyright},
    Phrase{"share on ", Match::kHead, kShare},
    Phrase{"share this", Match::kHead, kShare},
    Phrase{"share:", Match::kHead, kShare},
    Phrase{"share", Match::kWhole, kShare},
    Phrase{"tweet", Match::kWhole, kShare},
    Phrase{"tweet this", Match::kHead, kShare},
    Phrase{"email this", Match::kHead, kShare},
    Phrase{"e-mail this", Match::kHead, kShare},
    Phrase{"print this", Match::kHead, kShare},
    Phrase{"like this:", Match::kHead, kShare},
    Phrase{"bookmark and share", Match::kWhole, kShare},
    Phrase{"related stories", Match::kWhole, kRelated},
    Phrase{"related articles", Match::kWhole, kRelated},
    Phrase{"related posts", Match::kWhole, kRelated},
    Phrase{"related news", Match::kWhole, kRelated},
    Phrase{"related links", Match::kWhole, kRelated},
    Phrase{"related content", Match::kWhole, kRelated},
    Phrase{"related cables", Match::kWhole, kRelated},
    Phrase{"related topics", Match::kWhole, kRelated},
    Phrase{"world headlines", Match::kTail, kRelated},
    Phrase{"latest headlines", Match::kTail, kRelated},
    Phrase{"more headlines", Match::kTail, kRelated},
    Phrase{"latest news", Match::kWhole, kRelated},
    Phrase{"top stories", Match::kWhole, kRelated},
    Phrase{"top scoops", Match::kWhole, kRelated},
    Phrase{"most read", Match::kWhole, kRelated},
    Phrase{"most popular", Match::kWhole, kRelated},
    Phrase{"most viewed", Match::kWhole, kRelated},
    Phrase{"recent posts", Match::kWhole, kRelated},
    Phrase{"you may also like", Match::kHead, kRelated},
    Phrase{"you might also like", Match::kHead, kRelated},
    Phrase{"next in ", Match::kHead, kRelated},
    Phrase{"more from this", Match::kHead, kRelated},
    Phrase{"find more from", Match::kHead, kRelated},
    Phrase{"more in this section", Match::kWhole, kRelated},
    Phrase{"leave a reply", Match::kHead, kComments},
    Phrase{"leave a comment", Match::kHead, kComments},
    Phrase{"post a comment", Match::kHead, kComments},
    Phrase{"add a comment", Match::kHead, kComments},
    Phrase{"add comment", Match::kWhole, kComments},
    Phrase{"please enable javascript to view the comments", Match::kHead, kComments},
    Phrase{"comments powered by", Match::kHead, kComments},
    Phrase{"blog comments powered by", Match::kHead, kComments},
    Phrase{"view as:", Match::kHead, kPageEnd},
    Phrase{"back to top", Match::kWhole, kPageEnd},
    Phrase{"filed under", Match::kHead, kPageEnd},
    Phrase{"posted in ", Match::kHead, kPageEnd},
    Phrase{"this entry was posted", Match::kHead, kPageEnd},
    Phrase{"home | about", Match::kHead, kPageEnd},
    Phrase{"tagged with", Match::kHead, kPageEnd},
    Phrase{"previous post", Match::kHead, kPageEnd},
    Phrase{"next post", Match::kHead, kPageEnd},
    Phrase{"privacy policy", Match::kWhole, kPageEnd},
    Phrase{"terms of use", Match::kHead, kPageEnd},
    Phrase{"powered by ", Match::kHead, kPageEnd},
    Phrase{"full cable", Match::kHead, kIntroduction},
    Phrase{"viewing cable ", Match::kHead, kIntroduction},
    Phrase{"full text of the cable", Match::kHead, kIntroduction},
    Phrase{"-----begin pgp", Match::kHead, kKeyBlock},
    Phrase{"key fingerprint ", Match::kHead, kKeyBlock},
    Phrase{"this key's fingerprint", Match::kHead, kKeyBlock},
};

/// Nothing is sought within a line further on than this.
constexpr std::size_t kSoughtBytes = 400;

// Every phrase that is sought within lines has a double l, and few lines do.
constexpr std::string_view kRarePair = "ll";

static_assert(std::ranges::all_of(kPhrases, [](const Phrase& phrase) {
  return phrase.match != Match::kWithin || phrase.text.find(kRarePair) != std::string_view::npos;
}));

using PhraseSet = std::array<std::uint64_t, (kPhrases.size() + 63) / 64>;

/// The phrases that a line may match, by the two bytes it begins with and the two it ends with.
struct PhraseIndex {
  std::array<PhraseSet, 256> by_first{};
  std::array<PhraseSet, 256> by_second{};
  std::array<PhraseSet, 256> by_last_but_one{};
  std::array<PhraseSet, 256> by_last{};
  PhraseSet within{};
};

constexpr void add_to(PhraseSet& set, std::size_t phrase) {
  set[phrase / 64] |= std::uint64_t{1} << (phrase % 64);
}

constexpr PhraseIndex make_phrase_index() {
  PhraseIndex index;
  for (std::size_t i = 0; i < kPhrases.size(); ++i) {
    const Phrase& phrase = kPhrases[i];
    const std::string_view text = phrase.text;
    if (phrase.match == Match::kTail) {
      add_to(index.by_last_but_one[static_cast<unsigned char>(text[text.size() - 2])], i);
      add_to(index.by_last[static_cast<unsigned char>(text.back())], i);
    } else if (phrase.match == Match::kWithin) {
      add_to(index.within, i);
    } else {
      add_to(index.by_first[static_cast<unsigned char>(text[0])], i);
      add_to(index.by_second[static_cast<unsigned char>(text[1])], i);
    }
  }
  return index;
}

constexpr PhraseIndex kPhraseIndex = make_phrase_index();

bool iends_with(std::string_view text, std::string_view lower) noexcept {
  return text.size() >= lower.size() &&
         ascii::iequals(text.substr(text.size() - lower.size()), lower);
}

bool has_within(std::string_view line, std::string_view phrase) noexcept {
  line = line.substr(0, kSoughtBytes);
  const std::size_t before = phrase.find(kRarePair);
  for (std::size_t at = ascii::find_pair(line, kRarePair[0], kRarePair[1], before);
       at != std::string_view::npos;
       at = ascii::find_pair(line, kRarePair[0], kRarePair[1], at + 1)) {
    if (ascii::istarts_with(line.substr(at - before), phrase)) return true;
  }
  return false;
}

bool matches(std::string_view line, const Phrase& phrase) noexcept {
  switch (phrase.match) {
    case Match::kWhole:
      return ascii::iequals(line, phrase.text);
    case Match::kHead:
      return ascii::istarts_with(line, phrase.text) &&
             (line.size() <= kLabelLine || !ends_telegram(phrase.kind) ||
              phrase.kind == kCopyright);
    case Match::kTail:
      return iends_with(line, phrase.text);
    case Match::kWithin:
      return has_within(line, phrase.text);
  }
  return false;
}

/// Whether the last letters of `line` send the reader to another page.
bool ends_in_more(std::string_view line) noexcept {
  // The last bytes of the words below; prose seldom ends in one, but in a full stop.
  static constexpr ascii::ByteSet kLast(">.]\xBB\xA6");
  if (!kLast.contains(line.back())) return false;
  for (const std::string_view tail : {"more>>", "more >>", "more»", "more »", "more...>>",
                                      "read more…", "read more...", "[more]", "[read more]"}) {
    if (line.back() == tail.back() && iends_with(line, tail)) return true;
  }
  return false;
}

bool is_newsletter(std::string_view line) noexcept {
  static constexpr ascii::ByteSet kInitials("sSgGjJ");
  if (!kInitials.contains(line.front())) return false;
  const bool invites =
      ascii::istarts_with(line, "subscribe") || ascii::istarts_with(line, "sign up") ||
      ascii::istarts_with(line, "get the") || ascii::istarts_with(line, "join our");
  return invites && (ascii::icontains(line, "newsletter") || ascii::icontains(line, "inbox"));
}

/// The first phrase of the list that the line matches; null when there is none. The line has two
/// bytes or more, as every phrase.
const Phrase* find_phrase(std::string_view line, bool is_short) noexcept {
  const auto lower = [](char c) { return static_cast<unsigned char>(ascii::to_lower(c)); };
  const PhraseSet& first = kPhraseIndex.by_first[lower(line[0])];
  const PhraseSet& second = kPhraseIndex.by_second[lower(line[1])];
  const PhraseSet& last_but_one = kPhraseIndex.by_last_but_one[lower(line[line.size() - 2])];
  const PhraseSet& last = kPhraseIndex.by_last[lower(line.back())];
  const bool rare = ascii::find_pair(line.substr(0, kSoughtBytes), kRarePair[0], kRarePair[1], 0) !=
                    std::string_view::npos;
  const PhraseSet within = rare ? kPhraseIndex.within : PhraseSet{};
  for (std::size_t word = 0; word < first.size(); ++word) {
    std::uint64_t left =
        (first[word] & second[word]) | (last_but_one[word] & last[word]) | within[word];
    for (; left != 0; left &= left - 1) {
      const Phrase& phrase = kPhrases[word * 64 + static_cast<std::size_t>(std::countr_zero(left))];
      const bool considered = is_short || phrase.kind == kCopyright;
      if (considered && matches(line, phrase)) return &phrase;
    }
  }
  return nullptr;
}

/// "18 Comments", "Comments (3)", "One comment so far".
bool counts_comments(std::string_view line) noexcept {
  if (line.size() > 40) return false;
  const bool digit = std::ranges::any_of(line, ascii::is_digit);
  if (!digit) return false;
  const std::size_t word = line.find_first_not_of("0123456789 ");
  return ascii::istarts_with(line, "comments (") ||
         (word != std::string_view::npos && word > 0 &&
          (ascii::istarts_with(line.substr(word), "comment") ||
           ascii::istarts_with(line.substr(word), "responses to")));
}

}  // namespace

PageLine classify_page_line(std::string_view line) noexcept {
  line = ascii::trim(line);
  if (line.size() < 2) return kNone;
  if (ends_in_more(line)) return kTeaser;
  if (is_newsletter(line)) return kNewsletter;
  // Notes of cablegatesearch's webmaster.
  if (line.front() == '[' && line.starts_with("[[") && line.ends_with("]]")) return kNotice;
  const Phrase* phrase = find_phrase(line, line.size() <= kShortLine);
  if (phrase != nullptr) return phrase->kind;
  return counts_comments(line) ? kComments : kNone;
}

bool ends_telegram(PageLine kind) noexcept {
  switch (kind) {
    case kCopyright:
    case kShare:
    case kRelated:
    case kComments:
    case kPageEnd:
      return true;
    default:
      return false;
  }
}

std::string_view removal_rule(PageLine kind) noexcept {
  switch (kind) {
    case kNone:
      return "none";
    case kAdvertisement:
      return "advertisement_line";
    case kNewsletter:
      return "newsletter_line";
    case kNotice:
      return "notice_line";
    case kTeaser:
      return "teaser_line";
    case kCopyright:
      return "copyright_line";
    case kShare:
      return "share_line";
    case kRelated:
      return "related_line";
    case kComments:
      return "comments_line";
    case kPageEnd:
      return "page_end_line";
    case kIntroduction:
      return "introduction_line";
    case kKeyBlock:
      return "key_block";
  }
  return "none";
}

}  // namespace cabled
