#pragma once

#include <string_view>

namespace cabled {

/// What a line is that the page put there and not the telegram, as far as the line alone can tell.
enum class PageLine {
  kNone,
  kAdvertisement,  ///< "Advertisement - scroll to continue reading"
  kNewsletter,     ///< "Are you getting our free newsletter?" and the invitation that follows
  kNotice,         ///< "Hide header", paywall and donation lines
  kTeaser,         ///< a blurb or headline that ends in "More>>", "Read more"
  kCopyright,      ///< "© Scoop Media", "All rights reserved"
  kShare,          ///< "Share on Facebook", "Print", "Email this story"
  kRelated,        ///< heading of a list: "World Headlines", "Related Stories", "Next in World"
  kComments,       ///< "18 Comments", "Leave a reply"
  kPageEnd,        ///< "View as: DESKTOP | MOBILE", "Back to top", "Filed under"
  kIntroduction,   ///< "Full cable:", "Viewing cable 10TOKYO153, …": the telegram begins below
  kKeyBlock,       ///< first line of a PGP key or of its explanation
};

PageLine classify_page_line(std::string_view line) noexcept;

/// Whether the telegram is over where such a line stands, unless telegram lines come after it.
bool ends_telegram(PageLine kind) noexcept;

/// The word for `kind` in reports of what was removed: "advertisement_line", …
std::string_view removal_rule(PageLine kind) noexcept;

}  // namespace cabled
