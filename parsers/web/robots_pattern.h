#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// Path and query in the form that robots rules are compared in (RFC 9309 section 2.2.2): escapes
/// undone, so that "%7E" is "~" and "%E3%83%84" the bytes it stands for. Where undoing would make
/// another address ("%2F" and "%3F" in the path, "%25" anywhere), the escape stays, in upper case.
std::string robots_form(std::string_view target);

/// The pattern of one Allow or Disallow line: '*' is any run of bytes, a final '$' the end.
class RobotsPattern {
 public:
  explicit RobotsPattern(std::string_view text);

  /// `target` is in robots_form(). Costs time linear in pattern and target together, as the file's
  /// author chooses both.
  bool matches(std::string_view target) const noexcept;
  bool has_wildcard() const noexcept { return pieces_.size() > 1; }
  /// Octets of the pattern: the longer is the more specific (RFC 9309 section 2.2.2).
  std::size_t length() const noexcept { return length_; }

 private:
  std::vector<std::string> pieces_;  ///< what stands between the '*'; at least one, may be empty
  bool anchored_ = false;
  std::size_t length_ = 0;
};

}  // namespace cabled
