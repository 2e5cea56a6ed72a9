#include "parsers/locate/furniture.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct Rule {
  std::string_view word;
  std::string_view name;
};

constexpr std::array kTags{
    Rule{"nav", "nav_tag"},       Rule{"aside", "aside_tag"},       Rule{"footer", "footer_tag"},
    Rule{"header", "header_tag"}, Rule{"form", "form_tag"},         Rule{"menu", "nav_tag"},
    Rule{"button", "form_tag"},   Rule{"select", "form_tag"},       Rule{"textarea", "form_tag"},
    Rule{"dialog", "popup_tag"},  Rule{"figcaption", "figure_tag"},
};

/// Whole words of id, class and role. "header" and "tags" are no such words: "cable-header" and
/// "cable-tags" hold telegram.
constexpr std::array kWords{
    Rule{"ad", "ad_class"},
    Rule{"ads", "ad_class"},
    Rule{"adv", "ad_class"},
    Rule{"advert", "ad_class"},
    Rule{"adverts", "ad_class"},
    Rule{"advertisement", "ad_class"},
    Rule{"advertising", "ad_class"},
    Rule{"adsense", "ad_class"},
    Rule{"adsbygoogle", "ad_class"},
    Rule{"adslot", "ad_class"},
    Rule{"adunit", "ad_class"},
    Rule{"adbox", "ad_class"},
    Rule{"adlabel", "ad_class"},
    Rule{"sponsor", "ad_class"},
    Rule{"sponsored", "ad_class"},
    Rule{"banner", "ad_class"},
    Rule{"promo", "promo_class"},
    Rule{"promos", "promo_class"},
    Rule{"promotion", "promo_class"},
    Rule{"teaser", "promo_class"},
    Rule{"teasers", "promo_class"},
    Rule{"pullquote", "promo_class"},
    Rule{"readmore", "promo_class"},
    Rule{"inset", "promo_class"},
    Rule{"newsletter", "newsletter_class"},
    Rule{"newsletters", "newsletter_class"},
    Rule{"subscribe", "newsletter_class"},
    Rule{"subscription", "newsletter_class"},
    Rule{"signup", "newsletter_class"},
    Rule{"paywall", "newsletter_class"},
    Rule{"donate", "newsletter_class"},
    Rule{"donation", "newsletter_class"},
    Rule{"related", "related_class"},
    Rule{"recommended", "related_class"},
    Rule{"recirc", "related_class"},
    Rule{"popular", "related_class"},
    Rule{"trending", "related_class"},
    Rule{"headlines", "related_class"},
    Rule{"outbrain", "related_class"},
    Rule{"taboola", "related_class"},
    Rule{"share", "share_class"},
    Rule{"sharing", "share_class"},
    Rule{"sharedaddy", "share_class"},
    Rule{"social", "share_class"},
    Rule{"addthis", "share_class"},
    Rule{"sharebar", "share_class"},
    Rule{"tools", "share_class"},
    Rule{"comments", "comment_class"},
    Rule{"comment", "comment_class"},
    Rule{"commentlist", "comment_class"},
    Rule{"disqus", "comment_class"},
    Rule{"respond", "comment_class"},
    Rule{"nav", "nav_class"},
    Rule{"navbar", "nav_class"},
    Rule{"navigation", "nav_class"},
    Rule{"topnav", "nav_class"},
    Rule{"menu", "nav_class"},
    Rule{"breadcrumb", "nav_class"},
    Rule{"breadcrumbs", "nav_class"},
    Rule{"crumbs", "nav_class"},
    Rule{"pager", "nav_class"},
    Rule{"pagination", "nav_class"},
    Rule{"paging", "nav_class"},
    Rule{"toolbar", "nav_class"},
    Rule{"masthead", "nav_class"},
    Rule{"sidebar", "sidebar_class"},
    Rule{"sidebars", "sidebar_class"},
    Rule{"rail", "sidebar_class"},
    Rule{"widget", "sidebar_class"},
    Rule{"widgets", "sidebar_class"},
    Rule{"complementary", "sidebar_class"},
    Rule{"footer", "footer_class"},
    Rule{"contentinfo", "footer_class"},
    Rule{"copyright", "footer_class"},
    Rule{"cookie", "popup_class"},
    Rule{"cookies", "popup_class"},
    Rule{"consent", "popup_class"},
    Rule{"gdpr", "popup_class"},
    Rule{"popup", "popup_class"},
    Rule{"modal", "popup_class"},
    Rule{"overlay", "popup_class"},
    Rule{"toggleheader", "toggle_class"},
    Rule{"wm-ipp", "archive_toolbar"},
    Rule{"wm-ipp-base", "archive_toolbar"},
    Rule{"donato", "archive_toolbar"},
};

constexpr std::size_t kLetters = 26;

constexpr auto kSortedWords = [] {
  auto sorted = kWords;
  std::ranges::sort(sorted, {}, &Rule::word);
  return sorted;
}();

/// By letter: where the words that begin with it start in kSortedWords; the last is their end.
constexpr auto kLetterBegins = [] {
  std::array<std::size_t, kLetters + 1> begins{};
  for (std::size_t letter = 0; letter <= kLetters; ++letter) {
    begins[letter] =
        static_cast<std::size_t>(std::ranges::count_if(kSortedWords, [letter](const Rule& rule) {
          return static_cast<std::size_t>(rule.word.front() - 'a') < letter;
        }));
  }
  return begins;
}();

std::string_view find_rule(std::string_view word) noexcept {
  if (word.empty() || !ascii::is_lower(word.front())) return {};
  const auto letter = static_cast<std::size_t>(word.front() - 'a');
  for (std::size_t at = kLetterBegins[letter]; at < kLetterBegins[letter + 1]; ++at) {
    if (kSortedWords[at].word == word) return kSortedWords[at].name;
  }
  return {};
}

/// Some sites number their slots ("ad1", "ad-300x250") or glue the kind on ("adslot2").
std::string_view without_digits(std::string_view word) noexcept {
  while (!word.empty() && ascii::is_digit(word.back())) word.remove_suffix(1);
  return word;
}

/// Words of a class name are parted by blanks, '-' and '_'; all of it is tried first.
std::string_view hint_rule(std::string_view hints) noexcept {
  // Longer hints are generated noise; a page gains nothing by making this slow.
  hints = hints.substr(0, 300);
  static constexpr ascii::ByteSet kParting(" -_:./");
  while (!hints.empty()) {
    std::size_t end = 0;
    while (end < hints.size() && !kParting.contains(hints[end])) ++end;
    if (const auto rule = find_rule(without_digits(hints.substr(0, end))); !rule.empty())
      return rule;
    hints.remove_prefix(std::min(end + 1, hints.size()));
  }
  return {};
}

}  // namespace

std::string_view furniture_rule(const LayoutElement& element) noexcept {
  const auto* tag = std::ranges::find(kTags, element.tag, &Rule::word);
  if (tag != kTags.end()) return tag->name;
  return element.hints.empty() ? std::string_view() : hint_rule(element.hints);
}

}  // namespace cabled
