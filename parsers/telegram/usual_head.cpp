#include "parsers/telegram/usual_head.h"

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/slips.h"
#include "parsers/telegram/spread_date_time.h"

namespace cabled {
namespace {

// Labels stand within so many lines of the serial line; the longest list of references met has 40.
constexpr int kLinesWithLabels = 60;

// E.O., TAGS, SUBJECT and REF.
constexpr int kMostFieldsOfALine = 4;

struct UsualLabel {
  std::string_view word;
  std::string_view usual;
};

constexpr auto kUsualLabels = std::to_array<UsualLabel>({
    {"TAGS", "TAGS: "},
    {"SUBJECT", "SUBJECT: "},
    {"SUBJ", "SUBJECT: "},
    {"REF", "REF: "},
    {"REFS", "REF: "},
    {"REFTEL", "REF: "},
    {"REFTELS", "REF: "},
    {"RETEL", "REF: "},
    {"REFERENCE", "REF: "},
    {"REFERENCES", "REF: "},
});

struct WrittenLabel {
  std::string_view usual;
  std::size_t size;  ///< with the marks and blanks behind it
};

bool is_separator(char c) noexcept {
  return c == ':' || c == ';' || c == '.' || c == '-' || c == '/';
}

std::size_t after_separators(std::string_view line, std::size_t at) {
  while (at < line.size() && (words::is_blank(line[at]) || is_separator(line[at]))) ++at;
  return at;
}

// Before a colon a word may have a slip, and blanks inside.
std::optional<WrittenLabel> label_before_colon(std::string_view line) {
  constexpr std::size_t kLongest = 14;
  const std::size_t colon = line.substr(0, kLongest).find_first_of(":;");
  if (colon == std::string_view::npos || colon < 2) return std::nullopt;
  std::string word;
  for (const char c : line.substr(0, colon)) {
    if (ascii::is_alnum(c)) word += c;
  }
  for (const int slips : {0, 1}) {
    for (const UsualLabel& label : kUsualLabels) {
      // A slip makes another word of three letters.
      if (slips > 0 && label.word.size() < 4) continue;
      if (within_slips(word, label.word, slips)) {
        return WrittenLabel{label.usual, after_separators(line, colon + 1)};
      }
    }
  }
  return std::nullopt;
}

// Without a colon the word must be whole.
std::optional<WrittenLabel> label_without_colon(std::string_view line) {
  const auto letters =
      static_cast<std::size_t>(std::ranges::find_if_not(line, ascii::is_upper) - line.begin());
  const std::string_view word = line.substr(0, letters);
  const auto label = std::ranges::find(kUsualLabels, word, &UsualLabel::word);
  if (label == kUsualLabels.end() || letters == line.size()) return std::nullopt;
  if (!words::is_blank(line[letters]) && !is_separator(line[letters])) return std::nullopt;
  return WrittenLabel{label->usual, after_separators(line, letters)};
}

std::optional<WrittenLabel> written_label(std::string_view line) {
  if (line.empty() || std::string_view("TSRABEUG").find(line.front()) == std::string_view::npos) {
    return std::nullopt;
  }
  if (auto label = label_before_colon(line)) return label;
  return label_without_colon(line);
}

bool is_without_value(std::string_view value) {
  value = ascii::trim(value);
  return value == "N/A" || value == "NA" || value == "NONE";
}

// "E.O. 11652: N/A TAGC: PORG", "TAGS: EAIR, BR SUJECT: FERRIES": where a label begins amid a line
// that begins with one; npos where none does.
std::size_t glued_label(std::string_view line) {
  for (std::size_t at = line.find(' '); at != std::string_view::npos; at = line.find(' ', at + 1)) {
    const std::string_view rest = line.substr(at + 1);
    if (rest.starts_with('T') || rest.starts_with('S')) {
      const auto label = label_before_colon(rest);
      if (label && label->usual != "REF: ") return at + 1;
    }
  }
  return std::string_view::npos;
}

bool is_code(std::string_view word) {
  return word.size() >= 2 && word.size() <= 4 && std::ranges::all_of(word, ascii::is_upper);
}

// Codes of subjects have four letters and begin with that of their group.
bool is_subject_code(std::string_view word) {
  return word.size() == 4 && is_code(word) &&
         std::string_view("ABCEMOPST").find(word.front()) != std::string_view::npos;
}

// "PFOR OGEN UK, PO": codes with nothing but blanks between them, as one telegram in seven has
// them, with their commas.
std::string parted_codes(std::string_view list) {
  std::string out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",;("), list.size());
    const std::vector<std::string_view> words = words::split(list.substr(0, end));
    const bool codes = words.size() > 1 && std::ranges::all_of(words, is_code) &&
                       std::ranges::any_of(words, is_subject_code);
    std::string_view comma;
    for (const std::string_view word : words) {
      out += comma;
      out += word;
      comma = codes ? ", " : " ";
    }
    const bool bracket = end < list.size() && list[end] == '(';
    const std::size_t next = bracket ? std::min(list.find(')', end), list.size() - 1) + 1
                                     : std::min(end + 1, list.size());
    out += list.substr(end, next - end);
    out += ' ';
    list.remove_prefix(next);
  }
  return out;
}

// Writes the lines of a telegram anew.
class HeadWriter {
 public:
  void take(std::string_view raw) {
    const std::string_view line = ascii::trim(raw);
    if (!seen_from_) {
      take_envelope(raw, line);
    } else if (!seen_serial_) {
      add(raw);
      if (!is_serial_line(line)) return;
      seen_serial_ = true;
      head_.body = head_.text.size();
    } else {
      take_labelled(raw, line);
    }
  }

  UsualHead finish() { return std::move(head_); }

 private:
  void take_envelope(std::string_view raw, std::string_view line) {
    seen_from_ = line.starts_with("FM ");
    if (const auto group = spread_date_time_line(line)) return add(*group);
    add(raw);
  }

  void take_labelled(std::string_view raw, std::string_view line) {
    const bool in_captions = !past_captions_ && (line.empty() || is_head_caption(line));
    past_captions_ = !in_captions;
    past_labels_ =
        past_labels_ || ++lines_ > kLinesWithLabels || paragraph_mark_at(line, 0).has_value();
    if (past_labels_) {
      add(raw);
    } else {
      write_labelled(raw, line);
    }
    if (in_captions) head_.body = head_.text.size();
  }

  void write_labelled(std::string_view raw, std::string_view line) {
    if (!begins_label(line)) return add(raw);
    std::size_t glued = 0;
    for (int fields = 0; fields < kMostFieldsOfALine; ++fields) {
      glued = glued_label(line);
      write_field(line.substr(0, glued));
      if (glued == std::string_view::npos) return;
      line.remove_prefix(glued);
    }
    add(line);
  }

  void write_field(std::string_view line) {
    const auto label = written_label(line);
    if (!label) return add(line);
    const std::string_view value = line.substr(label->size);
    const bool tags = label->usual == "TAGS: ";
    if (tags && is_without_value(value)) return;
    head_.text += label->usual;
    add(tags ? parted_codes(value) : std::string(value));
  }

  void add(std::string_view line) {
    head_.text += line;
    head_.text += '\n';
  }

  UsualHead head_;
  int lines_ = 0;
  bool seen_from_ = false;
  bool seen_serial_ = false;
  bool past_captions_ = false;
  bool past_labels_ = false;
};

}  // namespace

bool is_serial_line(std::string_view line) {
  const auto level = read_level(line, Strictness::kTolerant);
  if (!level) return false;
  const std::string_view rest = level->rest;
  const std::size_t last = rest.find_last_of("0123456789");
  if (last == std::string_view::npos) return false;
  const bool name = std::ranges::any_of(rest.substr(0, last), ascii::is_upper);
  const std::string_view tail = ascii::trim(rest.substr(last + 1));
  return name &&
         (tail.empty() || tail.front() == '/' || tail.front() == '(' || is_head_caption(tail));
}

std::vector<std::string> head_captions(std::string_view line) {
  constexpr auto kHereAlone = std::to_array<std::string_view>({"ONLY", "LOU", "NESCO"});
  std::vector<std::string> captions;
  for (line = after_caption_marks(line); !line.empty(); line = after_caption_marks(line)) {
    if (const auto caption = read_caption(line)) {
      captions.emplace_back(caption->name);
      line = caption->rest;
      continue;
    }
    const auto letters =
        static_cast<std::size_t>(std::ranges::find_if_not(line, ascii::is_upper) - line.begin());
    const std::string_view word = line.substr(0, letters);
    if (std::ranges::find(kHereAlone, word) == kHereAlone.end()) return {};
    captions.emplace_back(word);
    line.remove_prefix(letters);
  }
  return captions;
}

bool is_head_caption(std::string_view line) { return !head_captions(line).empty(); }

bool begins_label(std::string_view line) {
  return begins_executive_order(line) || written_label(line).has_value();
}

UsualHead with_usual_head(std::string_view text) {
  HeadWriter writer;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    writer.take(text.substr(at, end - at));
    at = end + 1;
  }
  return writer.finish();
}

}  // namespace cabled
