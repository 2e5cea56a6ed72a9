#include "parsers/profile/page_lookup.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

/// yyORIGINserial: two or four digits, letters, digits.
bool is_reference(std::string_view word) noexcept {
  const auto origin =
      static_cast<std::size_t>(std::ranges::find_if_not(word, ascii::is_digit) - word.begin());
  if (origin == word.size()) return false;
  if (origin != 2 && origin != 4) return false;
  const auto serial = static_cast<std::size_t>(
      std::ranges::find_if(word.substr(origin), ascii::is_digit) - word.begin());
  if (serial == word.size() || serial < origin + 3) return false;
  return std::ranges::all_of(word.substr(origin), ascii::is_alnum);
}

bool names_weekday(std::string_view line) noexcept {
  static constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu",
                                                         "fri", "sat", "sun"};
  return std::ranges::any_of(
      kDays, [line](std::string_view day) { return ascii::istarts_with(line, day); });
}

}  // namespace

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  std::string host = ascii::lower(url.substr(0, url.find_first_of("/?#:")));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

bool is_host_of(std::string_view host, std::string_view domain) noexcept {
  if (!host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

std::optional<std::string> reference_in(std::string_view url) {
  static constexpr ascii::ByteSet kParting("/=_.&?#");
  while (!url.empty()) {
    std::size_t start = url.size();
    while (start > 0 && !kParting.contains(url[start - 1])) --start;
    const std::string_view word = url.substr(start);
    if (is_reference(word)) return std::string(word);
    if (start == 0) break;
    url = url.substr(0, start - 1);
  }
  return std::nullopt;
}

std::optional<std::string> value_of(const JudgedPage& page, std::string_view label) {
  bool label_alone = false;
  for (const JudgedLine& line : page.lines) {
    if (line.blank) continue;
    const std::string_view text = ascii::trim(line.text);
    if (label_alone) return std::string(text);
    if (!ascii::istarts_with(text, label)) continue;
    const std::string_view value = ascii::trim(text.substr(label.size()));
    if (!value.empty()) return std::string(value);
    label_alone = true;
  }
  return std::nullopt;
}

std::optional<std::string> heading_with(const JudgedPage& page, std::string_view prefix) {
  for (const JudgedLine& line : page.lines) {
    const std::string_view text = ascii::trim(line.text);
    const bool found = !line.blank && !line.linked && is_heading_line(page, line) &&
                       ascii::istarts_with(text, prefix);
    if (found) return std::string(text);
  }
  return std::nullopt;
}

std::optional<std::string> written_date(const JudgedPage& page) {
  for (const JudgedLine& line : page.lines) {
    const std::string_view text = ascii::trim(line.text);
    if (line.blank || text.size() > 80 || !names_weekday(text)) continue;
    const std::string_view date = ascii::trim(text.substr(0, text.find('|')));
    const auto digits = std::ranges::count_if(date, ascii::is_digit);
    if (digits >= 5 && date.find(':') != std::string_view::npos) return std::string(date);
  }
  return std::nullopt;
}

bool has_hint(const LayoutElement& element, std::string_view word) noexcept {
  const std::string_view hints = element.hints;
  for (std::size_t at = hints.find(word); at != std::string_view::npos;
       at = hints.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool whole =
        (at == 0 || hints[at - 1] == ' ') && (end == hints.size() || hints[end] == ' ');
    if (whole) return true;
  }
  return false;
}

}  // namespace cabled
