#include "parsers/web/robots_pattern.h"

#include <cstring>

#include "parsers/model/url_escape.h"

namespace cabled {
namespace {

// Appends `text` in robots_form(); tells whether a '?' has been passed, here or before.
bool append_form(std::string& out, std::string_view text, bool in_query) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '?') in_query = true;
    const bool escape = c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (!escape) {
      out += c;
      continue;
    }
    const auto byte = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    if (byte == '%' || (!in_query && (byte == '/' || byte == '?'))) {
      out += '%';
      out += ascii::to_upper(text[i + 1]);
      out += ascii::to_upper(text[i + 2]);
    } else {
      out += byte;
    }
    i += 2;
  }
  return in_query;
}

// glibc's memmem() is linear for any needle; std::string::find() is not.
std::size_t find_from(std::string_view text, std::string_view piece, std::size_t from) noexcept {
  const void* found = memmem(text.data() + from, text.size() - from, piece.data(), piece.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

std::string robots_form(std::string_view target) {
  std::string out;
  out.reserve(target.size());
  append_form(out, target, false);
  return out;
}

RobotsPattern::RobotsPattern(std::string_view text) {
  anchored_ = text.ends_with('$');
  if (anchored_) text.remove_suffix(1);
  bool in_query = false;
  for (bool more = true; more;) {
    const std::size_t star = text.find('*');
    more = star != std::string_view::npos;
    std::string piece;
    in_query = append_form(piece, text.substr(0, star), in_query);
    length_ += piece.size() + (more ? 1 : 0);
    // "**" means no more than "*".
    const bool repeated = piece.empty() && more && !pieces_.empty();
    if (!repeated) pieces_.push_back(std::move(piece));
    if (more) text.remove_prefix(star + 1);
  }
  length_ += anchored_ ? 1 : 0;
}

bool RobotsPattern::matches(std::string_view target) const noexcept {
  if (!target.starts_with(pieces_.front())) return false;
  std::size_t at = pieces_.front().size();
  const std::size_t last = pieces_.size() - 1;
  if (last == 0) return !anchored_ || at == target.size();
  // The leftmost place for each piece leaves the most room for the rest.
  const std::size_t free_pieces = anchored_ ? last : last + 1;
  for (std::size_t i = 1; i < free_pieces; ++i) {
    const std::size_t found = find_from(target, pieces_[i], at);
    if (found == std::string_view::npos) return false;
    at = found + pieces_[i].size();
  }
  return !anchored_ || target.substr(at).ends_with(pieces_[last]);
}

}  // namespace cabled
