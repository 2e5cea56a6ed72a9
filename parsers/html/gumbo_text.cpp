#include "parsers/html/gumbo_text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "parsers/html/tag_walk.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// U+10FF80 to U+10FF9F, the last but a few of private use, stand for U+0080 to U+009F.
constexpr std::string_view kSubstituteLead = "\xF4\x8F\xBE";
constexpr char kControlLead = '\xC2';

bool is_control_at(std::string_view text, std::size_t at) {
  return text[at] == kControlLead && at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

std::string with_substitutes(std::string utf8) {
  std::size_t at = utf8.find(kControlLead);
  while (at != std::string::npos && !is_control_at(utf8, at)) at = utf8.find(kControlLead, at + 1);
  if (at == std::string::npos) return utf8;
  std::string out;
  std::size_t copied = 0;
  for (; at != std::string::npos; at = utf8.find(kControlLead, at + 1)) {
    if (!is_control_at(utf8, at)) continue;
    out.append(utf8, copied, at - copied);
    out += kSubstituteLead;
    copied = at + 1;
  }
  out.append(utf8, copied);
  return out;
}

// Copies a page but for the parts that are cut out of it.
class Cutter {
 public:
  explicit Cutter(const std::string& page) : page_(page) {}

  void insert(std::size_t at, std::string_view text) {
    cut(at, at);
    out_ += text;
  }
  void cut(std::size_t begin, std::size_t end) {
    out_.append(page_, copied_, begin - copied_);
    copied_ = end;
  }
  bool is_whole() const { return copied_ == 0; }
  std::string take() && {
    out_.append(page_, copied_);
    return std::move(out_);
  }

 private:
  const std::string& page_;
  std::string out_;
  std::size_t copied_ = 0;
};

}  // namespace

std::string for_gumbo(std::string utf8) {
  std::string page = with_substitutes(std::move(utf8));
  Cutter cutter(page);
  TagWalk walk(page);
  while (const auto tag = walk.next()) {
    if (tag->is_end && ascii::iequals(tag->name, "form")) cutter.insert(tag->begin, "<!---->");
    if (!tag->is_end && ascii::iequals(tag->name, "noscript")) cutter.cut(tag->end, tag->raw_end);
  }
  return cutter.is_whole() ? page : std::move(cutter).take();
}

bool holds_substitute(std::string_view text) {
  return text.find(kSubstituteLead) != std::string_view::npos;
}

std::string from_gumbo(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = std::min(text.find(kSubstituteLead, at), text.size());
    out += text.substr(at, found - at);
    at = found;
    if (found == text.size()) break;
    const auto last = static_cast<unsigned char>(text[found + kSubstituteLead.size()]);
    // The rest of that row of private use is the page's own.
    out += last < 0xA0 ? std::string(1, kControlLead) : std::string(kSubstituteLead);
    at += kSubstituteLead.size();
  }
  return out;
}

}  // namespace cabled
