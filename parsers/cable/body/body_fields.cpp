#include "parsers/cable/body/body_fields.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "parsers/cable/body/body_blocks.h"
#include "parsers/cable/body/prose.h"
#include "parsers/cable/body/subject.h"
#include "parsers/cable/body/summary.h"
#include "parsers/cable/body/title_case.h"
#include "parsers/cable/names/classified_by.h"
#include "parsers/cable/names/signers.h"
#include "parsers/cable/references/references.h"
#include "parsers/cable/tags/tag_table.h"
#include "parsers/cable/tags/tags.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/paged_telegram.h"
#include "parsers/telegram/plain_characters.h"
#include "parsers/telegram/preamble.h"
#include "parsers/telegram/remove_page_marks.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// A "Classified By" that is a paragraph of its own stands in the first two, within this many bytes.
constexpr std::size_t kOpeningParagraphs = 600;

// Fewer words than this, in a text without any field or number, say nothing.
constexpr std::ptrdiff_t kFewestBlanks = 2;

// How a telegram came: on pages of the 1970s, whose marks are gone by now, or otherwise.
enum class Print { kUnpaged, kPaged };

std::vector<Paragraph> paragraphs_of(const std::vector<BodyBlock>& blocks) {
  std::vector<Paragraph> paragraphs;
  std::optional<std::string> heading;
  for (const BodyBlock& block : blocks) {
    if (block.kind == BlockKind::kHeading) {
      heading = block.text;
      continue;
    }
    paragraphs.push_back(
        {block.number, block.portion, std::exchange(heading, std::nullopt), block.text});
  }
  return paragraphs;
}

// The line after `at`, where the body begins once the last field has ended inside a line.
std::size_t executive_order_end(const Preamble& preamble) {
  const auto label = preamble.find_executive_order(0);
  if (!label) return 0;
  return std::min(preamble.text().find('\n', label->end), preamble.text().size());
}

// A header without any field below it ends at its classification line and the pass lines.
std::size_t bare_header_end(std::string_view text) {
  if (!ascii::istarts_with(ascii::trim(text), "VZCZC")) return 0;
  std::size_t end = 0;
  std::size_t at = 0;
  for (const std::string_view raw : split_lines(text)) {
    const std::string_view line = ascii::trim(raw);
    const bool passes = line.find(" FOR ") != std::string_view::npos ||
                        line.find(" PASS ") != std::string_view::npos;
    const bool caption = is_caption_line(line) || ascii::istarts_with(line, "UNCLAS ");
    if (caption || (end > 0 && (passes || line.empty()))) {
      end = std::min(at + raw.size() + 1, text.size());
    } else if (end > 0) {
      break;
    }
    at += raw.size() + 1;
  }
  return end;
}

bool says_something(std::string_view body) {
  return std::ranges::count(body, ' ') >= kFewestBlanks;
}

Signature signature_of(std::string_view clean, std::string_view rest, Print print) {
  if (print == Print::kPaged) return read_last_line_signature(rest);
  // Who printed a telegram in small letters printed its signer's name so.
  const bool lowered = rest.size() < clean.size() && std::ranges::none_of(clean, ascii::is_upper);
  return lowered ? read_signature(ascii::upper(rest)) : read_signature(rest);
}

// `head_end` is where a head is known to end, 0 where it is not.
BodyFields read_clean(const std::string& clean, std::size_t head_end, Print print,
                      const std::optional<CableId>& self) {
  const Preamble preamble(clean);
  BodyFields fields;

  Tags tags = read_tags(preamble);
  for (const std::string& tag : tags.tags) fields.tag_kinds.emplace(tag, tag_kind(tag));
  fields.tags = std::move(tags.tags);

  std::size_t begin = std::max(tags.end, executive_order_end(preamble));
  begin = std::max(begin, std::min(head_end, preamble.text().size()));
  if (auto subject = read_subject(preamble)) {
    fields.subject = std::move(subject->text);
    begin = std::max(begin, subject->end);
  }

  References references = read_references(preamble, self);
  fields.references = std::move(references.references);
  begin = std::max(begin, references.end);

  const std::string_view opening =
      std::string_view(clean).substr(0, preamble.text().size() + kOpeningParagraphs);
  Classification classification = read_classification(opening);
  fields.classified_by = std::move(classification.names);
  fields.reasons = std::move(classification.reasons);
  begin = std::max(begin, std::min(classification.end, preamble.text().size()));

  if (begin == 0) begin = bare_header_end(preamble.text());

  const std::string_view rest = std::string_view(clean).substr(std::min(begin, clean.size()));
  if (fields.subject) {
    fields.title = title_case(*fields.subject, acronyms_of_body(*fields.subject, rest));
  }
  Signature signature = signature_of(clean, rest, print);
  fields.signers = std::move(signature.signers);
  const std::vector<BodyBlock> blocks = body_blocks(rest.substr(0, signature.begin));
  fields.summary = read_summary(blocks);
  fields.paragraphs = paragraphs_of(blocks);
  const bool numbered = preamble.text().size() < clean.size();
  if (begin > 0 || numbered || says_something(rest)) {
    fields.prose =
        prose_of(blocks, print == Print::kPaged ? SummaryMarks::kWords : SummaryMarks::kMarks);
  }
  return fields;
}

}  // namespace

BodyFields read_body(std::string_view text, const std::optional<CableId>& self) {
  if (const auto paged = read_paged_telegram(text)) return read_body(*paged, self);
  return read_clean(without_doubled_blanks(without_page_marks(plain_characters(text))), 0,
                    Print::kUnpaged, self);
}

BodyFields read_body(const PagedTelegram& telegram, const std::optional<CableId>& self) {
  return read_clean(plain_characters(telegram.usual), telegram.body, Print::kPaged, self);
}

}  // namespace cabled
