#include "parsers/cable/tags/tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "parsers/cable/tags/given_names.h"
#include "parsers/cable/tags/tag_table.h"
#include "parsers/cable/tags/tag_words.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/handling_lines.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// More lines than any TAGS field met (five); a lost SUBJECT line must not make the prose tags.
constexpr int kMostLines = 8;

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, text.find('\n', at) - at);
}

// "VISAS DONKEY": a caption that has no word in common with tags.
bool is_caption_of_words(std::string_view line) {
  return read_caption_line(line, Strictness::kStrict) && !is_all_tags(line);
}

bool ends_tags(std::string_view upper_line) {
  const std::string_view line = ascii::trim(upper_line);
  return line.empty() || begins_executive_order(line) || is_rule_line(line) ||
         line.starts_with("REF") || line.find(" FOR ") != std::string_view::npos ||
         line.starts_with("SUMMARY") || line.starts_with(kClassifiedByWords) ||
         is_handling_line(line) || is_caption_of_words(line);
}

// Whether the SUBJECT line follows within the lines that a TAGS field may wrap to.
bool subject_follows(const Preamble& preamble, std::size_t at) {
  const auto subject = preamble.find_subject(at);
  if (!subject) return false;
  const std::string_view between = preamble.text().substr(at, subject->begin - at);
  return std::ranges::count(between, '\n') < kMostLines;
}

// Where the TAGS field that begins at `begin` ends: it wraps after a comma, to a line of tags
// alone, and to whatever stands before SUBJECT without a blank line.
std::size_t tags_end(const Preamble& preamble, std::size_t begin) {
  const std::string_view upper = preamble.upper();
  // A page marker inside the line: what follows repeats the tags of each section.
  std::size_t limit = std::min(upper.find('\f', begin), upper.size());
  if (const auto subject = preamble.find_subject(begin)) limit = std::min(limit, subject->begin);
  std::size_t end = std::min(begin + line_at(upper, begin).size(), limit);
  for (int line = 1; line < kMostLines && end < limit; ++line) {
    // SUBJECT may stand in the same line: "ECON, JA SUBJECT: …".
    const std::string_view next =
        line_at(upper, end + 1).substr(0, limit - std::min(limit, end + 1));
    const std::string_view so_far = ascii::trim(upper.substr(begin, end - begin));
    const bool open = so_far.empty() || so_far.ends_with(',');
    // "PREL,", a blank line, "PGOV, PO": lines that were set apart.
    const std::size_t below = end + 2 + next.size();
    if (next.empty() && so_far.ends_with(',') && below < limit &&
        is_all_tags(line_at(upper, below).substr(0, limit - below))) {
      end = below - 1;
      continue;
    }
    if (ends_tags(next)) break;
    if (!open && !is_all_tags(next) && !subject_follows(preamble, end + 1)) break;
    end += 1 + next.size();
  }
  return std::min(end, limit);
}

// Whether tags are parted by semicolons, so that a comma stands between the names of a person.
bool is_parted_by_semicolons(std::string_view text) {
  const auto semicolons = std::ranges::count(text, ';');
  return semicolons >= 2 && semicolons > std::ranges::count(text, ',');
}

// The fields of a TAGS line: "," and ";" separate, brackets hold a person together.
std::vector<std::string> items_of(std::string_view text) {
  std::vector<std::string> items(1);
  const bool by_semicolons = is_parted_by_semicolons(text);
  bool bracket = false;
  for (const char c : text) {
    const bool separator = c == ',' || c == ';' || c == ':' || c == '\\';
    if (c == '(' || c == ')') {
      bracket = c == '(';
      items.emplace_back();
    } else if (separator && !(c == ',' && (bracket || by_semicolons))) {
      items.emplace_back();
    } else {
      items.back() += ascii::is_space(c) ? ' ' : c;
    }
  }
  return items;
}

bool is_person_item(std::string_view item) { return item.find(',') != std::string_view::npos; }

// "PREL, PGOV" in a list whose other tags are parted by semicolons are two tags.
bool is_two_tags(std::string_view item) {
  const std::size_t comma = item.find(',');
  return comma != std::string_view::npos && (known_tag_kind(ascii::trim(item.substr(0, comma))) ||
                                             known_tag_kind(ascii::trim(item.substr(comma + 1))));
}

std::vector<std::string> with_tags_parted(std::vector<std::string> items) {
  std::vector<std::string> parted;
  parted.reserve(items.size());
  for (std::string& item : items) {
    std::size_t begin = 0;
    while (is_two_tags(std::string_view(item).substr(begin))) {
      const std::size_t comma = item.find(',', begin);
      parted.push_back(item.substr(begin, comma - begin));
      begin = comma + 1;
    }
    parted.push_back(begin == 0 ? std::move(item) : item.substr(begin));
  }
  return parted;
}

// "CLINTON,HILLARY" and "CLINTON , HILLARY" are one person.
std::string person(std::string_view item) {
  const std::size_t comma = item.find(',');
  return std::string(ascii::trim(item.substr(0, comma))) + ", " +
         words::squeeze(item.substr(comma + 1));
}

bool is_single_word(std::string_view text) { return text.find(' ') == std::string_view::npos; }

// "ROOD, JOHN" in a list separated by commas comes as two items.
bool is_person_pair(std::string_view surname, std::string_view given) {
  const std::string_view first = given.substr(0, given.find(' '));
  return !surname.empty() && is_single_word(surname) && !known_tag_kind(surname) &&
         !is_given_name(surname) && is_given_name(first);
}

std::vector<std::string> tags_of(std::string_view text) {
  const std::vector<std::string> items = with_tags_parted(items_of(text));
  std::vector<std::string> tags;
  for (std::size_t at = 0; at < items.size(); ++at) {
    const std::string item = words::squeeze(items[at]);
    if (item.empty()) continue;
    const std::string next = at + 1 < items.size() ? words::squeeze(items[at + 1]) : std::string();
    if (is_person_item(item)) {
      tags.push_back(person(item));
    } else if (is_person_pair(item, next)) {
      tags.push_back(fmt::format("{}, {}", item, next));
      ++at;
    } else {
      std::ranges::move(tags_of_item(item), std::back_inserter(tags));
    }
  }
  return tags;
}

// The label once more, before a second line of tags.
std::string without_second_label(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find("\nTAGS"); at != std::string::npos; at = out.find("\nTAGS", at)) {
    const auto match = match_label(std::string_view(out).substr(at + 1), Field::kTags);
    if (!match) break;
    out.replace(at + 1, match->end, 1, ' ');
  }
  return out;
}

}  // namespace

Tags read_tags(const Preamble& preamble) {
  Tags result;
  const auto label = preamble.find_tags(0);
  if (!label) return result;
  result.end = tags_end(preamble, label->end);
  const std::string_view text =
      std::string_view(preamble.upper()).substr(label->end, result.end - label->end);
  for (std::string& tag : tags_of(without_second_label(text))) {
    const bool seen = std::ranges::find(result.tags, tag) != result.tags.end();
    if (!seen) result.tags.push_back(std::move(tag));
  }
  return result;
}

}  // namespace cabled
