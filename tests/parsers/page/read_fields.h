#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "parsers/model/ascii.h"
#include "parsers/page/read_page.h"

namespace cabled::test {

/// How many invented telegrams each form and each damage is tried on.
inline constexpr std::uint32_t kTelegrams = 25;

/// What is compared, by the names of fields.
using Fields = std::map<std::string, std::string>;

/// Letters and digits alone, in small letters.
inline std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alnum(c)) out += ascii::to_lower(c);
  }
  return out;
}

template <class List, class Text>
std::string listed(const List& list, Text text) {
  std::string out;
  for (const auto& item : list) out += text(item) + '|';
  return out;
}

inline Fields fields_of(const Cable& cable) {
  const auto same = [](const std::string& text) { return text; };
  const auto name = [](const Addressee& to) { return to.route.value_or("") + ' ' + to.name; };
  return {
      {"id", cable.id ? cable.id->text() : ""},
      {"dtg", cable.dtg.value_or("")},
      {"de_line", cable.de_line.value_or("")},
      {"from", cable.from.value_or("")},
      {"to", listed(cable.to, name)},
      {"info", listed(cable.info, name)},
      {"classification", cable.classification.value_or("")},
      {"handling", listed(cable.handling, same)},
      {"tags", listed(cable.tags, same)},
      {"subject", cable.subject.value_or("")},
      {"references",
       listed(cable.references, [](const Reference& r) { return r.id ? r.id->text() : "?"; })},
      {"classified_by", listed(cable.classified_by, same)},
      {"reasons", listed(cable.reasons, same)},
      {"summary", bare(cable.summary.value_or(""))},
      {"numbers", listed(cable.paragraphs,
                         [](const Paragraph& p) {
                           return fmt::format("{} {}", p.number.value_or(0),
                                              p.portion.value_or(""));
                         })},
      {"paragraphs", listed(cable.paragraphs, [](const Paragraph& p) { return bare(p.text); })},
      {"signers", listed(cable.signers, same)},
      {"text", bare(cable.text)},
      {"clean_text", bare(cable.clean_text)},
      {"damage", listed(cable.damage, [](const Damage& d) { return d.place; })},
  };
}

inline Cable read(const Page& page) {
  PageReading reading = read_page(page);
  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  return cable != nullptr ? *cable : Cable{};
}

inline Page plain_page(std::string text) {
  return {std::move(text), "https://copies.example/1.txt", "text/plain; charset=utf-8"};
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

struct Count {
  int right = 0;
  int all = 0;

  double percent() const { return all == 0 ? 100 : 100.0 * right / all; }
};

inline Count compare(const Fields& wanted, const Fields& found,
                     const std::set<std::string>& skipped, std::string& first_difference) {
  Count count;
  for (const auto& [key, value] : wanted) {
    if (skipped.contains(key)) continue;
    ++count.all;
    if (found.at(key) == value) {
      ++count.right;
    } else if (first_difference.empty()) {
      first_difference = fmt::format("{}: '{}' became '{}'", key, value.substr(0, 200),
                                     found.at(key).substr(0, 200));
    }
  }
  return count;
}

inline void print_row(const char* name, const Count& count) {
  std::printf("%-28s %5.1f %% of %d fields\n", name, count.percent(), count.all);
}

}  // namespace cabled::test
