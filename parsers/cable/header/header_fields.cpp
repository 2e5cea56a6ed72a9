#include "parsers/cable/header/header_fields.h"

#include <algorithm>
#include <span>
#include <utility>

#include "parsers/cable/header/addressees.h"
#include "parsers/cable/header/cancels.h"
#include "parsers/cable/header/classification.h"
#include "parsers/cable/header/executive_order.h"
#include "parsers/cable/header/header_lines.h"
#include "parsers/cable/header/telegram_number.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/page_mark.h"
#include "parsers/telegram/plain_characters.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/usual_head.h"

namespace cabled {
namespace {

constexpr std::size_t kNoPlace = std::string_view::npos;

void add_once(std::vector<std::string>& list, std::string_view item) {
  if (std::ranges::find(list, item) == list.end()) list.emplace_back(item);
}

std::optional<long> de_serial(std::string_view line) {
  const std::size_t mark = line.find('#');
  if (mark == kNoPlace) return std::nullopt;
  const std::string_view rest = line.substr(mark + 1);
  return words::number(rest.substr(0, words::leading_digits(rest)));
}

// The first part of a header: what stands above FM.
class EnvelopeReader {
 public:
  explicit EnvelopeReader(TelegramHeader& fields) : fields_(fields) {}

  void read(std::string_view line) {
    // "DE RUEHKO" / "#0153/01 0252338": a line that was cut before its number.
    const std::string station = std::exchange(station_of_cut_line_, {});
    if (!station.empty() && line.starts_with('#')) return take(station + ' ' + std::string(line));
    if (is_cut_de_line(line)) {
      station_of_cut_line_ = line;
      return;
    }
    take(line);
  }

  std::optional<long> serial() const { return serial_; }

  // The year of the date-time group.
  std::optional<int> finish() {
    for (const std::string& signal : signals_) add_once(fields_.operating_signals, signal);
    if (!group_) return std::nullopt;
    fields_.precedence = group_->precedence;
    fields_.info_precedence = group_->info_precedence;
    fields_.dtg = group_->text;
    fields_.sent_at = group_->sent_at;
    for (const std::string& signal : group_->signals) add_once(fields_.operating_signals, signal);
    if (!group_->sent_at) fields_.warnings.push_back("no such time: " + group_->text);
    return group_->year;
  }

 private:
  static bool is_cut_de_line(std::string_view line) {
    if (!line.starts_with("DE R")) return false;
    return is_routing_indicator(ascii::trim(line.substr(3)), Strictness::kTolerant);
  }

  void take(std::string_view line) {
    if (const std::string_view id = transmission_id(line); !id.empty()) {
      if (!fields_.transmission_id) fields_.transmission_id = id;
      line = ascii::trim(words::after_first(line));
    }
    if (is_de_line(line) && !fields_.de_line) {
      fields_.de_line = words::squeeze(line);
      serial_ = de_serial(line);
    } else if (is_security_line(line) && !security_read_) {
      security_read_ = true;
      const std::size_t end = line.find("ZZH");
      if (end != kNoPlace) signals_ = operating_signals(line.substr(end + 3));
    } else if (!fields_.de_line && is_routing(line)) {
      fields_.routing = (fields_.routing ? *fields_.routing + ' ' : "") + words::squeeze(line);
    } else if (!group_) {
      group_ = read_date_time_group(line);
    }
  }

  // The first line of the routing, or one that it wraps to.
  bool is_routing(std::string_view line) const {
    const RoutingLine kind = routing_line(line, Strictness::kTolerant);
    return kind == RoutingLine::kWhole || (kind == RoutingLine::kTail && fields_.routing);
  }

  TelegramHeader& fields_;
  std::optional<DateTimeGroup> group_;
  std::vector<std::string> signals_;
  std::optional<long> serial_;
  bool security_read_ = false;
  std::string station_of_cut_line_;
};

struct FoundClassification {
  ClassificationLine line;
  std::size_t at = 0;
};

// Telegrams of the 1970s repeat the level alone on every page: the line with the number is the one.
std::optional<FoundClassification> find_classification(const TelegramLines& lines,
                                                       std::string_view original) {
  std::optional<FoundClassification> bare;
  for (std::size_t i = 0; i < lines.subject(); ++i) {
    const HeaderLine& line = lines.all()[i];
    auto found = read_classification_line(line.text);
    if (!found) continue;
    // A sentence that begins with "Secret" has small letters and no post that exists. A telegram
    // set in small letters has one.
    const std::string_view as_found = original.substr(line.offset, line.text.size());
    const bool capitals = std::ranges::none_of(as_found, ascii::is_lower);
    if (is_surely_classification(*found) || (!found->station.empty() && capitals)) {
      return FoundClassification{std::move(*found), i};
    }
    if (!found->station.empty()) continue;
    const bool alone = ascii::trim(found->rest).empty() || read_caption(found->rest).has_value();
    if (alone && !bare) bare = FoundClassification{std::move(*found), i};
  }
  return bare;
}

// A header stands above the line of classification and number: below it "FM" is the Foreign
// Minister (71 of 691 telegrams that have no header). Another level may stand alone above it all.
std::span<const HeaderLine> lines_of_header(const TelegramLines& lines,
                                            const std::optional<FoundClassification>& found) {
  const std::span<const HeaderLine> all(lines.all());
  const bool numbered = found && !found->line.station.empty();
  return numbered ? all.first(found->at) : all;
}

// "STATE FOR EUR/WE; POLAD SENSITIVE SIPDIS": what a line of passing ends in.
std::string_view captions_at_end(std::string_view line) {
  if (line.find(" FOR ") == std::string_view::npos &&
      line.find("PASS ") == std::string_view::npos) {
    return {};
  }
  std::size_t begin = line.size();
  while (begin > 0) {
    const std::size_t blank = line.find_last_of(" ,;/", begin - 1);
    if (blank == std::string_view::npos) break;
    const std::string_view word = line.substr(blank + 1, begin - blank - 1);
    if (!word.empty() && !read_caption(word)) break;
    begin = blank;
  }
  return line.substr(begin);
}

// Captions on the classification line and, alone or before other words, on the lines below it.
std::vector<std::string> read_handling(const TelegramLines& lines,
                                       const std::optional<FoundClassification>& classified) {
  std::vector<std::string> handling;
  std::size_t begin = 0;
  if (classified) {
    for (const std::string& caption : classified->line.captions) add_once(handling, caption);
    begin = classified->at + 1;
  }
  const auto take = [&](std::string_view text) {
    while (const auto caption = read_caption(text)) {
      add_once(handling, caption->name);
      text = caption->rest;
    }
  };
  if (classified) take(classified->line.rest);
  for (std::size_t i = begin; i < lines.subject(); ++i) {
    const std::string_view line = lines.all()[i].text;
    if (line.starts_with("TAGS") || line.starts_with("1.")) break;
    if (is_head_caption(line)) {
      for (const std::string& caption : head_captions(line)) add_once(handling, caption);
      continue;
    }
    // "SIPDISNOFORN": captions that lost the blank between them.
    if (const auto glued = read_caption_line(line, Strictness::kTolerant)) {
      for (const std::string_view caption : glued->captions) add_once(handling, caption);
      continue;
    }
    take(line);
    take(captions_at_end(line));
  }
  return handling;
}

void take_number(TelegramHeader& fields, TelegramNumber&& number) {
  fields.id = std::move(number.id);
  fields.id_as_found = std::move(number.as_found);
  fields.station = std::move(number.station);
  fields.serial = number.serial;
  fields.year = number.year;
  std::ranges::move(number.warnings, std::back_inserter(fields.warnings));
}

void take_classification(TelegramHeader& fields, const TelegramLines& lines,
                         const std::optional<FoundClassification>& found) {
  fields.handling = read_handling(lines, found);
  if (!found) return;
  fields.classification = published_classification(found->line.level, fields.handling);
  std::erase(fields.handling, "FOUO");
  fields.section = found->line.section;
  fields.sections = found->line.sections;
}

// A page of the 1990s that wants its header says so in a sentence of its publisher.
bool says_partial(std::string_view upper) {
  return upper.substr(0, 2048).find("PARTIAL EXTRACT OF THE ORIGINAL CABLE") != kNoPlace;
}

}  // namespace

TelegramHeader read_header(std::string_view raw, const CableHints& hints) {
  TelegramHeader fields;
  const std::string text = without_doubled_blanks(plain_characters(raw));
  const TelegramLines lines(text);
  EnvelopeReader envelope(fields);
  for (std::size_t i = 0; i < lines.subject(); ++i) envelope.read(lines.all()[i].text);

  const auto classified = find_classification(lines, text);
  Addressees addressees = read_addressees(lines_of_header(lines, classified));
  NumberSources sources;
  if (classified) sources.classification = classified->line;
  sources.de_serial = envelope.serial();
  sources.marker = hints.marker ? hints.marker : find_page_mark(lines.upper());
  sources.from = addressees.from;
  sources.year = envelope.finish();
  take_number(fields, settle_number(sources, hints));
  take_classification(fields, lines, classified);
  fields.from = std::move(addressees.from);
  fields.to = std::move(addressees.to);
  fields.info = std::move(addressees.info);

  if (auto order = read_executive_order(lines, text)) {
    fields.executive_order = std::move(order->number);
    fields.declassify_on = std::move(order->declassify_on);
    fields.declassify_text = std::move(order->text);
  }
  Cancels cancels = read_cancels(lines.upper(), fields.id ? fields.id : hints.mrn);
  fields.cancels = std::move(cancels.replaced);
  fields.cancelled = cancels.cancelled;
  fields.replaced_by = std::move(cancels.replaced_by);
  fields.corrected_copy =
      cancels.corrected || std::ranges::count(fields.operating_signals, "ZDS") > 0;
  fields.partial_extract = says_partial(lines.upper());
  return fields;
}

}  // namespace cabled
