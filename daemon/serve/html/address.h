#pragma once

#include <string>
#include <string_view>

#include "daemon/http/http_request.h"

namespace cabled::serve {

/// An address within this site, made of a path and parameters: links of pages are made by it alone,
/// so that none is escaped twice or not at all.
class Address {
 public:
  /// `path` below the site's base path; what is not allowed in a path is percent-encoded.
  explicit Address(std::string_view path, QueryParameters query = {});

  /// A further segment of the path, whatever it holds.
  Address below(std::string_view segment) const;
  Address with(std::string_view name, std::string_view value) const;  ///< replaces its values
  Address without(std::string_view name) const;
  Address at(std::string_view fragment) const;

  const QueryParameters& query() const noexcept { return query_; }
  /// For an attribute href, with the base path before it: "/cable/10TOKYO153?q=a%20b#p4".
  std::string text(std::string_view base_path) const;

 private:
  std::string path_;  // percent-encoded
  QueryParameters query_;
  std::string fragment_;
};

}  // namespace cabled::serve
