#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cabled {

/// A tag as it stands in a page, or a comment or declaration: these have no name.
struct TagInPage {
  std::size_t begin;      ///< of its '<'
  std::size_t end;        ///< just past its '>'
  std::string_view name;  ///< as written
  bool is_end;
  std::size_t raw_end;  ///< where the raw text behind it ends (script, title, …); else `end`
};

/// Goes from tag to tag through a page by its bytes, past raw text. Linear.
class TagWalk {
 public:
  explicit TagWalk(std::string_view html) : html_(html) {}

  /// The next tag; nothing at the end of the page.
  std::optional<TagInPage> next();

 private:
  std::string_view html_;
  std::size_t at_ = 0;
};

}  // namespace cabled
