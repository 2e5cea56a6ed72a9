#include "parsers/telegram/smart_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

/// Nothing of the form's head is further down.
constexpr std::size_t kMostHeadLines = 80;
constexpr std::size_t kLongestLabel = 20;

enum class Label {
  kNone,
  kMrn,
  kDate,
  kFrom,
  kAction,
  kInfo,
  kOrder,
  kTags,
  kCaptions,
  kReference,
  kPassLine,
  kSubject,
  kSignature,
  kOther,
};

struct LabelWords {
  std::string_view words;
  Label label;
};

constexpr auto kLabels = std::to_array<LabelWords>({
    {"MRN", Label::kMrn},
    {"Date/DTG", Label::kDate},
    {"DTG", Label::kDate},
    {"From", Label::kFrom},
    {"Action", Label::kAction},
    {"Info", Label::kInfo},
    {"E.O.", Label::kOrder},
    {"TAGS", Label::kTags},
    {"Captions", Label::kCaptions},
    {"Reference", Label::kReference},
    {"References", Label::kReference},
    {"Ref", Label::kReference},
    {"Pass Line", Label::kPassLine},
    {"Subject", Label::kSubject},
    {"Signature", Label::kSignature},
    {"Signed", Label::kSignature},
    {"Drafted By", Label::kOther},
    {"Cleared By", Label::kOther},
    {"Approved By", Label::kOther},
    {"Released By", Label::kOther},
    {"Dissemination Rule", Label::kOther},
    {"XMT", Label::kOther},
    {"Attachments", Label::kOther},
});

struct Entry {
  Label label = Label::kNone;
  std::string value;
};

Entry entry_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > kLongestLabel) return {};
  const std::string_view words = ascii::trim(line.substr(0, colon));
  const auto* found = std::ranges::find_if(
      kLabels, [words](const LabelWords& known) { return ascii::iequals(words, known.words); });
  if (found == kLabels.end()) return {};
  return {found->label, std::string(ascii::trim(line.substr(colon + 1)))};
}

/// "12 BENGHAZI 77".
struct Number {
  std::string station;
  std::string serial;
};

std::optional<Number> number_of(std::string_view value) {
  const auto parts = words::split(value, 8);
  if (parts.size() < 3 || parts.front().size() != 2 || !words::number(parts.front())) {
    return std::nullopt;
  }
  const auto serial = words::number(parts.back());
  if (!serial) return std::nullopt;
  Number number;
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    if (i > 1) number.station += ' ';
    number.station += ascii::upper(parts[i]);
  }
  number.serial = fmt::format("{:06}", *serial);
  return number;
}

/// "WASHDC, SECSTATE ROUTINE" is SECSTATE WASHDC.
std::string addressee_of(std::string_view item) {
  item = ascii::trim(item);
  const std::size_t comma = item.find(',');
  if (comma == std::string_view::npos) return std::string(item);
  const std::string_view rest = ascii::trim(item.substr(comma + 1));
  const std::string_view post = words::first(rest);
  return fmt::format("{} {}{}", post, item.substr(0, comma), rest.substr(post.size()));
}

/// Each addressee on a line of its own.
std::string addressees(std::string_view label, std::string_view value) {
  std::string lines;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(';'), value.size());
    const std::string one = addressee_of(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    if (one.empty()) continue;
    lines += lines.empty() ? fmt::format("{} {}\n", label, one) : one + '\n';
  }
  return lines;
}

/// "13526, DECL: 08/08/2022".
std::string executive_order(std::string_view value) {
  const std::size_t comma = value.find_first_of(",;:");
  const std::string_view rest =
      comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
  return fmt::format("E.O. {}: {}\n", ascii::trim(value.substr(0, comma)), ascii::trim(rest));
}

std::string_view group_in(std::string_view value) {
  const std::size_t slash = value.rfind('/');
  return ascii::trim(slash == std::string_view::npos ? value : value.substr(slash + 1));
}

/// "Sample, Pat" is signed SAMPLE.
std::string signature(std::string_view value) {
  return ascii::upper(ascii::trim(value.substr(0, value.find(','))));
}

class FormReader {
 public:
  explicit FormReader(std::string_view text) : lines_(split_lines(text)) {}

  std::optional<std::string> telegram() {
    if (!find_number()) return std::nullopt;
    read_head();
    read_body();
    return written();
  }

 private:
  bool find_number() {
    for (at_ = 0; at_ < std::min(lines_.size(), kMostHeadLines); ++at_) {
      const std::string_view line = ascii::trim(lines_[at_]);
      if (const auto level = read_level(line, Strictness::kStrict);
          level && ascii::trim(level->rest).empty()) {
        level_ = line;
      }
      Entry entry = entry_of(line);
      if (entry.label != Label::kMrn) continue;
      number_ = number_of(entry.value);
      if (number_) return true;
    }
    return false;
  }

  /// To the blank line below the subject.
  void read_head() {
    Entry* open = nullptr;
    for (++at_; at_ < lines_.size(); ++at_) {
      const std::string_view line = ascii::trim(lines_[at_]);
      if (line.empty()) {
        if (has(Label::kSubject)) return;
        open = nullptr;
        continue;
      }
      if (Entry entry = entry_of(line); entry.label != Label::kNone) {
        entries_.push_back(std::move(entry));
        open = &entries_.back();
      } else if (open != nullptr) {
        const bool list = open->label == Label::kAction || open->label == Label::kInfo;
        open->value += list && !open->value.ends_with(';') ? "; " : " ";
        open->value += line;
      } else if (has(Label::kSubject)) {
        return;
      }
    }
  }

  /// To the signature; of what stands below it, the addressees for information count.
  void read_body() {
    bool below = false;
    Entry* open = nullptr;
    for (; at_ < lines_.size(); ++at_) {
      const std::string_view line = lines_[at_];
      Entry entry = entry_of(line);
      below = below || entry.label == Label::kSignature || entry.label == Label::kOther;
      if (!below) {
        body_ += line;
        body_ += '\n';
      } else if (entry.label != Label::kNone) {
        entries_.push_back(std::move(entry));
        open = &entries_.back();
      } else if (ascii::trim(line).empty()) {
        open = nullptr;
      } else if (open != nullptr && open->label == Label::kInfo) {
        open->value += open->value.ends_with(';') ? " " : "; ";
        open->value += ascii::trim(line);
      }
    }
  }

  bool has(Label label) const { return std::ranges::count(entries_, label, &Entry::label) > 0; }

  std::string_view value(Label label) const {
    const auto found = std::ranges::find(entries_, label, &Entry::label);
    return found == entries_.end() ? std::string_view() : std::string_view(found->value);
  }

  std::string labelled(std::string_view words, Label label) const {
    const std::string_view found = value(label);
    return found.empty() ? std::string() : fmt::format("{}{}\n", words, found);
  }

  std::string written() const {
    std::string out;
    if (has(Label::kDate)) out += fmt::format("{}\n", group_in(value(Label::kDate)));
    out += labelled("FM ", Label::kFrom);
    out += addressees("TO", value(Label::kAction));
    out += addressees("INFO", value(Label::kInfo));
    const std::string_view level = level_.empty() ? std::string_view("UNCLAS") : level_;
    out += fmt::format("{} {} {}\n\n", level, number_->station, number_->serial);
    std::string captions(value(Label::kCaptions));
    std::ranges::replace(captions, ',', ' ');
    if (!captions.empty()) out += words::squeeze(captions) + '\n';
    out += labelled("", Label::kPassLine);
    out += '\n';
    if (has(Label::kOrder)) out += executive_order(value(Label::kOrder));
    out += labelled("TAGS: ", Label::kTags);
    out += labelled("SUBJECT: ", Label::kSubject);
    out += '\n';
    if (has(Label::kReference)) out += labelled("REF: ", Label::kReference) + '\n';
    out += ascii::trim(body_);
    out += '\n';
    out += signature(value(Label::kSignature));
    out += '\n';
    return out;
  }

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::string_view level_;
  std::optional<Number> number_;
  std::vector<Entry> entries_;
  std::string body_;
};

}  // namespace

std::optional<std::string> smart_form_as_telegram(std::string_view text) {
  if (text.find("MRN") == std::string_view::npos) return std::nullopt;
  return FormReader(text).telegram();
}

}  // namespace cabled
