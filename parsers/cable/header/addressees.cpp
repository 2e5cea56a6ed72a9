#include "parsers/cable/header/addressees.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "parsers/cable/header/classification.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/handling_lines.h"
#include "parsers/telegram/remove_page_marks.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kMostAddressWords = 24;
constexpr std::size_t kFewestDigitsOfNumber = 3;

constexpr auto kPrecedences =
    std::to_array<std::string_view>({"IMMEDIATE", "PRIORITY", "ROUTINE", "FLASH", "IMMED"});
// How a line that has no route goes on with a list after a blank line.
constexpr auto kNames = std::to_array<std::string_view>(
    {"AMEMBASSY", "AMCONSUL", "USMISSION", "SECSTATE", "SECDEF", "USDEL",      "USEU",
     "USUN",      "USINT",    "ALL ",      "CIA ",     "JCS ",   "NSC ",       "DIA ",
     "HQ ",       "CDR",      "XMT",       "INFO ",    "TO ",    "WHITE HOUSE"});

bool is_precedence(std::string_view word) {
  return std::ranges::find(kPrecedences, word) != kPrecedences.end();
}

// "0612", and "0612-0615" where one stands for several.
bool is_message_number(std::string_view word) {
  const auto is_one = [](std::string_view digits) {
    return digits.size() >= kFewestDigitsOfNumber && digits.size() <= 7 &&
           words::leading_digits(digits) == digits.size();
  };
  const std::size_t hyphen = word.find('-');
  return is_one(word.substr(0, hyphen)) &&
         (hyphen == std::string_view::npos || is_one(word.substr(hyphen + 1)));
}

// Takes the number and the precedence off the end of `name`, in whichever order they stand.
void take_tail(Addressee& addressee, std::vector<std::string_view>& name) {
  for (int i = 0; i < 2 && name.size() > 1; ++i) {
    const std::string_view last = name.back();
    if (is_message_number(last) && !addressee.mcn) {
      addressee.mcn = last;
      name.pop_back();
    } else if (is_precedence(last) && !addressee.precedence) {
      name.pop_back();
      addressee.precedence = last;
      if (name.size() > 1 && name.back() == "NIACT") {
        name.pop_back();
        addressee.precedence = "NIACT " + std::string(last);
      }
    } else if (last == "NIACT" && !addressee.precedence) {
      name.pop_back();
      addressee.precedence = last;
    }
  }
}

std::string joined(const std::vector<std::string_view>& name) {
  std::string out;
  for (const std::string_view word : name) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::optional<Addressee> read_addressee(std::string_view line) {
  Addressee addressee;
  line = ascii::trim(line);
  const std::size_t route = route_size(line);
  if (route > 0) addressee.route = line.substr(0, route - 1);
  std::vector<std::string_view> name = words::split(line.substr(route), kMostAddressWords);
  take_tail(addressee, name);
  addressee.name = joined(name);
  if (addressee.name.empty()) return std::nullopt;
  return addressee;
}

// Walks the lines of one list; what it does not know as an end goes on with the list.
class ListReader {
 public:
  /// Adds a line of the list to `to`.
  void add(std::vector<Addressee>& to, std::string_view line) {
    line = ascii::trim(line);
    const std::size_t exempt = exemption(line);
    if (exempt != std::string_view::npos) {
      add_addressee(to, line.substr(0, exempt));
      exempting_ = true;
      line = ascii::trim(line.substr(exempt + 3));
      if (line.starts_with('/')) line.remove_prefix(1);
      routed_exemptions_ = route_size(line) > 0;
      add_exempt(to, line);
    } else if (exempting_ && goes_on_exempting(line)) {
      add_exempt(to, line);
    } else {
      exempting_ = false;
      add_addressee(to, line);
    }
  }

  void begin() { exempting_ = false; }

 private:
  // Where the word XMT stands.
  static std::size_t exemption(std::string_view line) {
    for (std::size_t at = line.find("XMT"); at != std::string_view::npos;
         at = line.find("XMT", at + 1)) {
      const bool begins = at == 0 || ascii::is_space(line[at - 1]);
      const bool ends =
          at + 3 == line.size() || ascii::is_space(line[at + 3]) || line[at + 3] == '/';
      if (begins && ends) return at;
    }
    return std::string_view::npos;
  }

  // Exempted posts have neither a number nor, as a rule, a route: one that has is addressed again.
  bool goes_on_exempting(std::string_view line) const {
    if (route_size(line) > 0) return routed_exemptions_;
    const auto addressee = read_addressee(line);
    return addressee && !addressee->mcn && !addressee->precedence;
  }

  static void add_addressee(std::vector<Addressee>& to, std::string_view line) {
    if (auto addressee = read_addressee(line)) to.push_back(std::move(*addressee));
  }

  static void add_exempt(std::vector<Addressee>& to, std::string_view line) {
    if (to.empty()) return;
    while (!line.empty()) {
      const std::size_t end = std::min(line.find_first_of(",;"), line.size());
      if (auto post = read_addressee(line.substr(0, end))) {
        to.back().excluded.push_back(std::move(post->name));
      }
      line.remove_prefix(std::min(end + 1, line.size()));
    }
  }

  bool exempting_ = false;
  bool routed_exemptions_ = false;
};

bool is_label(std::string_view line, std::string_view label) {
  return line.starts_with(label) && line.size() > label.size() &&
         words::is_blank(line[label.size()]);
}

bool looks_addressed(std::string_view line) {
  return route_size(line) > 0 ||
         std::ranges::any_of(kNames, [&](std::string_view name) { return line.starts_with(name); });
}

// Whether a list ends before `line`. A classification alone is the head of a page, not an end.
bool ends_list(std::string_view line) {
  if (begins_body(line) || is_numbered_classification(line) || is_handling_line(line) ||
      line.find(':') != std::string_view::npos) {
    return true;
  }
  const bool has_letter = std::ranges::any_of(line, ascii::is_alpha);
  const bool numbered =
      words::leading_digits(line) > 0 && line.substr(words::leading_digits(line)).starts_with('.');
  const auto classified = read_classification_line(line);
  return !has_letter || numbered || (classified && !ascii::trim(classified->rest).empty()) ||
         read_caption(line).has_value();
}

bool is_page_head(std::string_view line) {
  const auto classified = read_classification_line(line);
  return line.ends_with("GRNC") || (classified && ascii::trim(classified->rest).empty());
}

std::string sender(std::string_view line) {
  line = ascii::trim(line.substr(2));
  line.remove_prefix(route_size(line));
  return words::squeeze(without_page_line(line));
}

// Where the body begins as far as a line can tell.
bool is_head_of_body(std::string_view line) {
  return begins_body(line) || is_numbered_classification(line);
}

bool has_from(std::span<const HeaderLine> lines) {
  bool body = false;
  return std::ranges::any_of(lines, [&](const HeaderLine& line) {
    body = body || is_head_of_body(line.text);
    return is_label(line.text, "FM") && (!body || looks_addressed(sender(line.text)));
  });
}

// Walks the lines from FM to the end of the last list.
class Walker {
 public:
  explicit Walker(std::span<const HeaderLine> lines) : has_from_(has_from(lines)) {}

  /// Takes one line; false when no more can follow.
  bool take(std::string_view line) {
    const std::string text = without_page_line(line);
    if (text.empty()) {
      (line.empty() ? blank_ : page_turned_) = true;
      return true;
    }
    body_seen_ = body_seen_ || is_head_of_body(line);
    // "… told / FM Sample that": in prose it is the Foreign Minister. Header lines stand above the
    // head of the body; below it only one that names a post is believed.
    if (is_label(text, "FM") && !found_.from && may_be_sent(sender(text))) {
      found_.from = sender(text);
    } else if (begins_list(line, text)) {
      list_ = text.front() == 'T' ? &found_.to : &found_.info;
      reader_.begin();
      reader_.add(*list_, std::string_view(text).substr(text.front() == 'T' ? 2 : 4));
    } else if (list_ != nullptr) {
      if (is_numbered_classification(text)) return false;
      if (is_page_head(text)) {
        page_turned_ = true;
        return true;
      }
      if (ends_list(text) || (blank_ && !page_turned_ && !looks_addressed(text))) return false;
      reader_.add(*list_, text);
    }
    blank_ = false;
    page_turned_ = false;
    return true;
  }

  Addressees finish() { return std::move(found_); }

 private:
  // The first TO and the first INFO below FM; above it stand the offices of the 1970s.
  bool begins_list(std::string_view line, std::string_view text) const {
    if (has_from_ && !found_.from) return false;
    if (!found_.from && !may_be_sent(ascii::trim(words::after_first(text)))) return false;
    if (is_label(text, "TO") || line.starts_with("TO PAGE ")) return found_.to.empty();
    if (!is_label(text, "INFO") && !line.starts_with("INFO PAGE ")) return false;
    return found_.info.empty() && !is_numbered_office(words::first(words::after_first(text)));
  }

  bool may_be_sent(std::string_view name) const { return !body_seen_ || looks_addressed(name); }

  bool has_from_;
  bool body_seen_ = false;
  Addressees found_;
  std::vector<Addressee>* list_ = nullptr;
  ListReader reader_;
  bool blank_ = false;
  bool page_turned_ = false;
};

}  // namespace

Addressees read_addressees(std::span<const HeaderLine> lines) {
  Walker walker(lines);
  for (const HeaderLine& line : lines) {
    if (!walker.take(line.text)) break;
  }
  return walker.finish();
}

}  // namespace cabled
