#include "parsers/locate/cable_span.h"

#include <algorithm>
#include <string>

#include "parsers/locate/cable_tail.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/telegram_heads.h"

namespace cabled {
namespace {

/// How many written lines may hold the proof that a telegram begins here. The longest header seen
/// has 60 addressees before its classification line.
constexpr std::size_t kProofLines = 100;
constexpr int kProofStrength = 6;
constexpr int kProofKinds = 3;

/// What introduces a quoted telegram stands at most so many written lines above it.
constexpr int kLinesOfQuote = 6;

/// Lines of an advertisement that may stand between a telegram's first line and the rest.
constexpr int kPassedLines = 12;

std::size_t index_of(TelegramLine kind) { return static_cast<std::size_t>(kind); }

bool counts(const JudgedLine& line) noexcept {
  return !line.blank && !line.furniture && !line.linked && telegram_strength(line.telegram) >= 2;
}

/// Lines that a telegram can begin with.
bool can_begin(TelegramLine kind) noexcept {
  using Kind = TelegramLine;
  switch (kind) {
    case Kind::kTransmission:
    case Kind::kRouting:
    case Kind::kDe:
    case Kind::kSecurity:
    case Kind::kDateTime:
    case Kind::kFrom:
    case Kind::kClassification:
    case Kind::kOldPage:
    case Kind::kPartialExtract:
    case Kind::kFormNumber:
      return true;
    default:
      return false;
  }
}

/// Whether the lines from `from` on prove a telegram: enough kinds of line, one of them that
/// stands nowhere else.
bool is_proved_at(const JudgedPage& page, std::size_t from) noexcept {
  int strength = 0;
  bool certain = false;
  KindSet kinds;
  std::size_t seen = 0;
  for (std::size_t i = from; i < page.lines.size() && seen < kProofLines; ++i) {
    const JudgedLine& line = page.lines[i];
    if (line.blank || line.furniture) continue;
    ++seen;
    if (!counts(line)) continue;
    strength += telegram_strength(line.telegram);
    certain = certain || telegram_strength(line.telegram) == 3;
    kinds.set(index_of(line.telegram));
    if (certain && strength >= kProofStrength && kinds.count() >= kProofKinds) return true;
  }
  return false;
}

/// The first line from which a telegram is proved. A line that only a header has goes before any
/// other: sites print TAGS and SUBJECT in a table of their own above the text.
std::optional<std::size_t> find_start(const JudgedPage& page) noexcept {
  std::optional<std::size_t> body;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const JudgedLine& line = page.lines[i];
    if (!counts(line)) continue;
    const bool header = can_begin(line.telegram);
    if (!header && (body || is_header_kind(line.telegram))) continue;
    if (!is_proved_at(page, i)) continue;
    if (header) return i;
    body = i;
  }
  return body;
}

/// Takes in what can stand above the first sure line: the classification over a page of the 1970s,
/// captions, pass lines.
std::size_t extend_head(const JudgedPage& page, std::size_t start) noexcept {
  // Above a transmission line nothing of the telegram stands: a level there is that of a mail.
  if (page.lines[start].telegram == TelegramLine::kTransmission) return start;
  const auto& elements = page.layout.elements;
  const std::string form = form_of(elements[page.lines[start].element]);
  std::size_t head = start;
  int passed = 0;
  for (std::size_t i = start; i-- > 0 && passed < kPassedLines;) {
    const JudgedLine& line = page.lines[i];
    if (line.blank) continue;
    const bool near = form_of(elements[line.element]) == form;
    if (!near || line.furniture || line.linked || line.page != PageLine::kNone) {
      ++passed;  // a box between the head and the rest
      continue;
    }
    const bool kin = line.telegram == TelegramLine::kClassificationAlone ||
                     line.telegram == TelegramLine::kCaption ||
                     line.telegram == TelegramLine::kSipdis ||
                     line.telegram == TelegramLine::kPass || line.telegram == TelegramLine::kAction;
    if (!kin) break;
    head = i;
  }
  return head;
}

/// Walks from the first line over all telegram lines that belong to one telegram.
class CoreWalk {
 public:
  CoreWalk(const JudgedPage& page, std::size_t start)
      : page_(page),
        start_(start),
        span_{start, start + 1, page.lines[start].element, 0, 0, false, {}, page.lines.size()},
        elements_(page) {}

  CableSpan walk() {
    for (std::size_t i = start_; i < page_.lines.size(); ++i) {
      const JudgedLine& line = page_.lines[i];
      if (line.blank || line.furniture || line.linked) continue;
      if (!line.preformatted && ends_telegram(line.page)) stopped_ = true;
      const bool goes_on = continues(line);
      if (!goes_on && telegram_strength(line.telegram) < 2) continue;
      if (begins_another(i) || shows_another_head(i)) {
        span_.limit = head_of(i);
        break;
      }
      if (stopped_ && !is_mark_of_page(line) && !elements_.knows_form(line)) continue;
      take(i, goes_on);
    }
    return span_;
  }

  const TelegramElements& telegram_elements() const noexcept { return elements_; }

 private:
  static bool is_mark_of_page(const JudgedLine& line) noexcept {
    return line.telegram == TelegramLine::kPageMarker || line.telegram == TelegramLine::kOldPage;
  }

  /// The next paragraph by number, or a mark of a further page or section.
  bool continues(const JudgedLine& line) const noexcept {
    if (is_mark_of_page(line)) return true;
    const auto number = paragraph_number(line.text);
    // A number or two may be lost with a damaged line.
    return number && *number > last_number_ && *number <= last_number_ + 3;
  }

  /// A second telegram, or the same one once more (a "print view" beside the text).
  bool begins_another(std::size_t i) const {
    if (span_.paragraphs == 0) return false;
    const JudgedLine& line = page_.lines[i];
    if (line.telegram != TelegramLine::kTransmission &&
        line.telegram != TelegramLine::kPartialExtract) {
      return false;
    }
    return ascii::trim(line.text) == ascii::trim(page_.lines[start_].text) ||
           (is_proved_at(page_, i) && !is_quoted(i));
  }

  /// Whether this telegram says that the head at `head` is of one that it quotes.
  bool is_quoted(std::size_t head) const {
    int seen = 0;
    for (std::size_t above = head; above-- > start_ && seen < kLinesOfQuote;) {
      const JudgedLine& line = page_.lines[above];
      if (line.blank) continue;
      // Signed, it is over.
      if (line.telegram == TelegramLine::kEndMark || looks_like_signature(line.text)) return false;
      if (introduces_quote(line.text)) return true;
      ++seen;
    }
    return false;
  }

  /// A head with another number or another time, unless this telegram says that it quotes one.
  bool shows_another_head(std::size_t i) {
    if (!watch_.shows_another(page_.lines[i].text, page_.lines[i].telegram)) return false;
    const std::size_t head = head_of(i);
    return head > start_ && !is_quoted(head) && is_proved_at(page_, head);
  }

  /// The first line of the head that line `i` belongs to.
  std::size_t head_of(std::size_t i) const noexcept {
    std::size_t head = i;
    for (std::size_t above = i; above-- > start_ + 1;) {
      const JudgedLine& line = page_.lines[above];
      if (line.blank) continue;
      if (!is_above_sender(line.telegram)) break;
      head = above;
    }
    return head;
  }

  static bool is_above_sender(TelegramLine kind) noexcept {
    using Kind = TelegramLine;
    return kind == Kind::kTransmission || kind == Kind::kRouting || kind == Kind::kRoutingTail ||
           kind == Kind::kDe || kind == Kind::kSecurity || kind == Kind::kDateTime;
  }

  void take(std::size_t i, bool goes_on) {
    const JudgedLine& line = page_.lines[i];
    stopped_ = false;
    if (const auto number = paragraph_number(line.text)) {
      if (goes_on) last_number_ = *number;
      ++span_.paragraphs;
      span_.has_first_paragraph = span_.has_first_paragraph || *number == 1;
    }
    span_.strength += telegram_strength(line.telegram);
    span_.kinds.set(index_of(line.telegram));
    span_.root = page_.tree.common(span_.root, line.element);
    span_.end = i + 1;
    elements_.add(line);
  }

  const JudgedPage& page_;
  std::size_t start_;
  CableSpan span_;
  TelegramElements elements_;
  HeadWatch watch_;
  int last_number_ = 0;
  bool stopped_ = false;  ///< a line that ends telegrams was passed
};

}  // namespace

std::optional<CableSpan> find_cable_span(const JudgedPage& page) {
  const auto start = find_start(page);
  if (!start) return std::nullopt;
  CoreWalk core(page, *start);
  CableSpan span = core.walk();
  span.begin = extend_head(page, *start);
  span.end = find_cable_end(page, span, core.telegram_elements());
  span.root = page.tree.common(span.root, page.lines[span.end - 1].element);
  return span;
}

}  // namespace cabled
