#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// A canonical absolute http or https URL.
///
/// Made by curl's own URL API, so the URL that is judged (robots, patterns, address ranges) is byte
/// for byte the URL that is fetched; two parsers that disagree are how crawlers get tricked.
/// Canonical: lower-case scheme and host, no default port, no dot segments, no fragment, no
/// credentials (their presence is refused), path never empty, unreserved characters not escaped.
class Url {
 public:
  /// kInvalid: malformed. kRefused: scheme other than http(s), or credentials.
  static Result<Url> parse(std::string_view text);
  /// Resolves `reference` against this URL as browsers do (RFC 3986 section 5; slips: URL
  /// standard).
  Result<Url> resolve(std::string_view reference) const;

  const std::string& text() const noexcept { return text_; }
  const std::string& scheme() const noexcept { return scheme_; }
  const std::string& host() const noexcept { return host_; }  ///< IPv6 in brackets
  int port() const noexcept { return port_; }
  /// "scheme://host[:port]", the port only when it is not the scheme's own: what politeness is kept
  /// by.
  const std::string& origin() const noexcept { return origin_; }
  const std::string& path() const noexcept { return path_; }
  const std::string& query() const noexcept { return query_; }  ///< without '?'; "" when absent
  /// Path and query as in the request line.
  std::string target() const { return query_.empty() ? path_ : path_ + '?' + query_; }

  auto operator<=>(const Url& other) const { return text_ <=> other.text_; }
  bool operator==(const Url& other) const { return text_ == other.text_; }

 private:
  Url() = default;

  std::optional<Url> resolve_plain(std::string_view reference) const;

  std::string text_;
  std::string scheme_;
  std::string host_;
  int port_ = 0;
  std::string origin_;
  std::string path_;
  std::string query_;
};

}  // namespace cabled
