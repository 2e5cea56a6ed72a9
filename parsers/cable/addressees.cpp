#include "parsers/cable/addressees.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parsers/cable/classification.h"
#include "parsers/cable/page_marker.h"
#include "parsers/cable/words.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kMostWords = 24;
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

// Offices of the 1970s after ACTION and INFO: "OCT-01 ISO-00".
bool is_office(std::string_view word) {
  const std::size_t dash = word.find('-');
  return dash != std::string_view::npos && dash + 3 == word.size() &&
         words::leading_digits(word.substr(dash + 1)) == 2;
}

// Takes the number and the precedence off the end of `name`, in whichever order they stand.
void take_tail(Addressee& addressee, std::vector<std::string_view>& name) {
  for (int i = 0; i < 2 && name.size() > 1; ++i) {
    const std::string_view last = name.back();
    const bool number = last.size() >= kFewestDigitsOfNumber && last.size() <= 7 &&
                        words::leading_digits(last) == last.size();
    if (number && !addressee.mcn) {
      addressee.mcn = last;
      name.pop_back();
    } else if (is_precedence(last) && !addressee.precedence) {
      name.pop_back();
      addressee.precedence = last;
      if (name.size() > 1 && name.back() == "NIACT") {
        name.pop_back();
        addressee.precedence = "NIACT " + std::string(last);
      }
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
  std::vector<std::string_view> name = words::split(line.substr(route), kMostWords);
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
  if (begins_body(line) || is_numbered_classification(line) ||
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
  return words::squeeze(without_page_mark(line));
}

}  // namespace

Addressees read_addressees(const std::vector<TelegramLine>& lines) {
  Addressees found;
  const bool has_from = std::ranges::any_of(
      lines, [](const TelegramLine& line) { return is_label(line.text, "FM"); });
  std::vector<Addressee>* list = nullptr;
  ListReader reader;
  bool blank = false;
  bool page_turned = false;
  for (const TelegramLine& line : lines) {
    const std::string text = without_page_mark(line.text);
    const bool label_to = is_label(text, "TO") || line.text.starts_with("TO PAGE ");
    const bool label_info = is_label(text, "INFO") || line.text.starts_with("INFO PAGE ");
    if (is_label(text, "FM") && !found.from) {
      found.from = sender(text);
    } else if (label_to && found.to.empty() && (found.from || !has_from)) {
      list = &found.to;
      reader.begin();
      reader.add(*list, std::string_view(text).substr(2));
    } else if (label_info && found.info.empty() && (found.from || !has_from) &&
               !is_office(words::first(words::after_first(text)))) {
      list = &found.info;
      reader.begin();
      reader.add(*list, std::string_view(text).substr(4));
    } else if (text.empty()) {
      page_turned = page_turned || !line.text.empty();
      blank = blank || line.text.empty();
      continue;
    } else if (list != nullptr && is_page_head(text)) {
      page_turned = true;
      continue;
    } else if (list != nullptr) {
      if (ends_list(text) || (blank && !page_turned && !looks_addressed(text))) break;
      reader.add(*list, text);
    }
    blank = false;
    page_turned = false;
  }
  return found;
}

}  // namespace cabled
