#include "parsers/cable/read_cable.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "parsers/cable/body/body_fields.h"
#include "parsers/cable/body/clean_text.h"
#include "parsers/cable/damage/find_damage.h"
#include "parsers/cable/header/department_head.h"
#include "parsers/cable/header/header_fields.h"
#include "parsers/telegram/paged_telegram.h"
#include "parsers/telegram/smart_form.h"
#include "parsers/telegram/telegram_heads.h"

namespace cabled {
namespace {

void take_header(Cable& cable, TelegramHeader&& header) {
  cable.id = std::move(header.id);
  cable.id_as_found = std::move(header.id_as_found);
  cable.station = std::move(header.station);
  cable.serial = header.serial;
  cable.year = header.year;
  cable.transmission_id = std::move(header.transmission_id);
  cable.routing = std::move(header.routing);
  cable.de_line = std::move(header.de_line);
  cable.precedence = std::move(header.precedence);
  cable.info_precedence = std::move(header.info_precedence);
  cable.dtg = std::move(header.dtg);
  cable.sent_at = std::move(header.sent_at);
  cable.operating_signals = std::move(header.operating_signals);
  cable.from = std::move(header.from);
  cable.to = std::move(header.to);
  cable.info = std::move(header.info);
  cable.classification = std::move(header.classification);
  cable.handling = std::move(header.handling);
  cable.section = header.section;
  cable.sections = header.sections;
  cable.executive_order = std::move(header.executive_order);
  cable.declassify_on = std::move(header.declassify_on);
  cable.declassify_text = std::move(header.declassify_text);
  cable.partial_extract = header.partial_extract;
  cable.cancels = std::move(header.cancels);
  cable.cancelled = header.cancelled;
  cable.replaced_by = std::move(header.replaced_by);
  cable.corrected_copy = header.corrected_copy;
  cable.warnings = std::move(header.warnings);
}

void take_body(Cable& cable, BodyFields&& body) {
  cable.tags = std::move(body.tags);
  cable.tag_kinds = std::move(body.tag_kinds);
  cable.subject = std::move(body.subject);
  cable.title = std::move(body.title);
  cable.references = std::move(body.references);
  cable.classified_by = std::move(body.classified_by);
  cable.reasons = std::move(body.reasons);
  cable.summary = std::move(body.summary);
  cable.paragraphs = std::move(body.paragraphs);
  cable.signers = std::move(body.signers);
  cable.prose = std::move(body.prose);
  std::ranges::move(body.warnings, std::back_inserter(cable.warnings));
}

void take_department_head(Cable& cable, DepartmentHead&& head) {
  cable.distribution = std::move(head.distribution);
  cable.relay_counter = head.relay_counter;
  cable.filing_time = std::move(head.filing_time);
  cable.drafted_by = std::move(head.drafted_by);
  cable.approved_by = std::move(head.approved_by);
  cable.clearances = std::move(head.clearances);
}

}  // namespace

Cable read_cable(std::string_view text, const CableHints& hints) {
  Cable cable;
  if (const auto paged = read_paged_telegram(text)) {
    CableHints with_page = hints;
    with_page.marker = paged->first_page;
    take_header(cable, read_header(paged->usual, with_page));
    take_body(cable, read_body(*paged, cable.id ? cable.id : hints.mrn));
    take_department_head(cable, read_department_head(paged->usual));
  } else {
    const auto older_form = smart_form_as_telegram(text);
    const std::string_view read = older_form ? std::string_view(*older_form) : text;
    take_header(cable, read_header(read, hints));
    take_body(cable, read_body(read, cable.id ? cable.id : hints.mrn));
  }
  cable.text = text;
  CleanText clean = make_clean_text(text);
  if (!text.empty()) cable.damage = find_damage(cable, clean);
  for (const Damage& damage : cable.damage) cable.warnings.push_back(damage_warning(damage));
  cable.clean_text = std::move(clean.text);
  if (holds_second_telegram(text)) cable.warnings.emplace_back(kSecondTelegram);
  return cable;
}

}  // namespace cabled
