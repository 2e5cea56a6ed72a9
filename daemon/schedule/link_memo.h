#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/schedule/committed_urls.h"
#include "parsers/model/url.h"

namespace cabled {

/// What links came to, so that the menu of a site is resolved and judged once and not on each of
/// its pages: three links in four, and a seventh of reading a page. One a thread.
///
/// A link is known by its words and by what they are resolved against: a root for "/x", a folder
/// for others. Those that hang on the page itself ("?p=2") are not kept.
class LinkMemo {
 public:
  enum class Outcome {
    kUnknown,
    kUnwanted,
    kWanted,
  };
  struct Known {
    Outcome outcome = Outcome::kUnknown;
    std::uint64_t url = 0;  ///< the hash of the URL that is wanted
  };

  /// Links of a page. `rules`: what they are judged by, as one number for each set of rules.
  class Page {
   public:
    Page(LinkMemo& memo, const CommittedUrls& hashes, const Url& base, std::uint64_t rules);

    Known find(std::string_view link);
    /// Behind a find() of the same link.
    void keep_unwanted() { keep({key_, 0}); }
    void keep_wanted(std::string_view url) { keep({key_, hashes_.hash_of(url)}); }

   private:
    struct Entry {
      std::uint64_t key = 0;
      std::uint64_t url = 0;  ///< 0: unwanted
    };
    friend class LinkMemo;

    std::uint64_t key_of(std::string_view link) const;
    void keep(const Entry& entry);

    LinkMemo& memo_;
    const CommittedUrls& hashes_;
    std::uint64_t root_;
    std::uint64_t folder_;
    std::uint64_t key_ = 0;  ///< of the link that was asked for last; 0: not to be kept
  };

 private:
  static constexpr std::size_t kPlaces = 8192;

  std::array<Page::Entry, kPlaces> entries_{};
};

}  // namespace cabled
