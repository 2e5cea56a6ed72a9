#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/url.h"

namespace cabled {

/// The cookies that one chain of redirections was given. Some sites show a page only to who sends
/// back the cookie that they set on the way to it; so a chain's cookies go back to the host that
/// set them, within that chain, and are then forgotten.
///
/// No host ever sees a cookie of another: a Domain attribute widens nothing. What does not fit in
/// kMaxCookies and kMaxBytes is dropped.
class ChainCookies {
 public:
  static constexpr std::size_t kMaxCookies = 16;
  static constexpr std::size_t kMaxBytes = 4096;

  /// Takes the Set-Cookie fields of an answer of `url`. Whether that changed anything: a site that
  /// only repeats itself leads in a circle.
  bool take(const Url& url, std::string_view response_head, std::chrono::sys_seconds now);
  /// The Cookie field for a request of `url`; "" for none.
  std::string field_for(const Url& url) const;
  bool empty() const noexcept { return cookies_.empty(); }

 private:
  struct Cookie {
    std::string host;
    std::string name;
    std::string value;
    std::string path;
    bool secure = false;  ///< goes over TLS alone
    bool ended = false;   ///< the site takes it back

    bool operator==(const Cookie&) const = default;
  };
  static Cookie read(const Url& url, std::string_view field, std::chrono::sys_seconds now);
  bool set(Cookie cookie);
  std::size_t bytes() const;

  std::vector<Cookie> cookies_;
};

/// A chain of redirections on its way to its next URL, from the answer on that gave it a cookie.
struct RedirectChain {
  std::string next;
  ChainCookies cookies;
  std::vector<std::string> way;  ///< the URLs that were asked
  int hops = 0;
};

/// The chains that have cookies, from one answer to the next request; bounded, the oldest goes.
/// One that is lost, as with a restart, begins again where it stands. Any thread.
class RedirectChains {
 public:
  static constexpr std::size_t kMaxChains = 1000;

  void put(RedirectChain chain);
  /// The chain that leads to `url`, which is then no longer here; an empty one when there is none.
  RedirectChain take(const std::string& url);

 private:
  std::mutex mutex_;
  std::map<std::string, RedirectChain> by_next_;  // guarded by mutex_
  std::deque<std::string> order_;                 // guarded by mutex_; may name some that are gone
};

}  // namespace cabled
