#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

struct FlatPage;

/// Bounds of one parse. Gumbo takes quadratic time and gigabytes on 50 kB of hostile nesting
/// (measured), so every parse runs in a bump arena with a cap and a deadline. The arena holds
/// 300,000 elements, or 30 MB of text; their layout takes two thirds as much again.
struct HtmlLimits {
  std::size_t arena_bytes = std::size_t{96} << 20U;
  std::chrono::milliseconds cpu_time{1500};
};

/// Who makes the tree of a page. The tree is the same.
enum class HtmlWay {
  kShortest,  ///< Gumbo only where its answer cannot be told without it
  kGumbo,     ///< Gumbo in any case: what the short way is measured by
};

/// A parsed page that owns its tree and the UTF-8 text the tree points into. Movable, not copyable.
class HtmlDocument {
 public:
  /// Parses valid UTF-8. kInvalid when a limit is hit.
  static Result<HtmlDocument> parse(std::string utf8, const HtmlLimits& limits = {},
                                    HtmlWay way = HtmlWay::kShortest);

  HtmlDocument(HtmlDocument&&) noexcept;
  HtmlDocument& operator=(HtmlDocument&&) noexcept;
  HtmlDocument(const HtmlDocument&) = delete;
  HtmlDocument& operator=(const HtmlDocument&) = delete;
  ~HtmlDocument();

  /// The page in document order, for lay_out().
  const FlatPage& page() const noexcept;

 private:
  struct Tree;
  explicit HtmlDocument(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> tree_;
};

}  // namespace cabled
