#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <tuple>
#include <vector>

#include "parsers/model/cable.h"

namespace cabled {

/// The sections of docs/cable.md.
enum class FieldSection { kIdentity, kHeader, kSubject, kBody, kOrigin };

/// Whether the database keeps a field beside the text, or it is read from the text again.
enum class FieldHome { kKept, kText };

/// A field as users see it: its key in JSON, and how a Cable gives its value.
template <class Get>
struct CableField {
  std::string_view key;
  FieldSection section;
  FieldHome home;
  Get get;  ///< std::invoke(get, cable) is the value
};
template <class Get>
CableField(std::string_view, FieldSection, FieldHome, Get) -> CableField<Get>;

/// A page names one cable at most; users get a list, like that of `cancels`.
inline std::vector<CableId> replacements(const Cable& cable) {
  if (!cable.replaced_by) return {};
  return {*cable.replaced_by};
}

/// Every field of a cable, in the order of JSON. A new field is a member of Cable, a row here and a
/// row in docs/cable.md; tests say which of them is missing.
inline constexpr std::tuple kCableFields = [] {
  using enum FieldSection;
  using enum FieldHome;
  return std::tuple{
      CableField{"id", kIdentity, kKept, &Cable::id},
      CableField{"id_as_found", kIdentity, kKept, &Cable::id_as_found},
      CableField{"station", kIdentity, kKept, &Cable::station},
      CableField{"serial", kIdentity, kKept, &Cable::serial},
      CableField{"year", kIdentity, kKept, &Cable::year},
      CableField{"transmission_id", kHeader, kKept, &Cable::transmission_id},
      CableField{"routing", kHeader, kKept, &Cable::routing},
      CableField{"de_line", kHeader, kKept, &Cable::de_line},
      CableField{"precedence", kHeader, kKept, &Cable::precedence},
      CableField{"info_precedence", kHeader, kKept, &Cable::info_precedence},
      CableField{"dtg", kHeader, kKept, &Cable::dtg},
      CableField{"sent_at", kHeader, kKept, &Cable::sent_at},
      CableField{"operating_signals", kHeader, kKept, &Cable::operating_signals},
      CableField{"from", kHeader, kKept, &Cable::from},
      CableField{"to", kHeader, kKept, &Cable::to},
      CableField{"info", kHeader, kKept, &Cable::info},
      CableField{"classification", kHeader, kKept, &Cable::classification},
      CableField{"handling", kHeader, kKept, &Cable::handling},
      CableField{"section", kHeader, kKept, &Cable::section},
      CableField{"sections", kHeader, kKept, &Cable::sections},
      CableField{"executive_order", kHeader, kKept, &Cable::executive_order},
      CableField{"declassify_on", kHeader, kKept, &Cable::declassify_on},
      CableField{"declassify_text", kHeader, kKept, &Cable::declassify_text},
      CableField{"distribution", kHeader, kKept, &Cable::distribution},
      CableField{"relay_counter", kHeader, kKept, &Cable::relay_counter},
      CableField{"filing_time", kHeader, kKept, &Cable::filing_time},
      CableField{"drafted_by", kHeader, kKept, &Cable::drafted_by},
      CableField{"approved_by", kHeader, kKept, &Cable::approved_by},
      CableField{"clearances", kHeader, kKept, &Cable::clearances},
      CableField{"tags", kSubject, kKept, &Cable::tags},
      CableField{"tag_kinds", kSubject, kKept, &Cable::tag_kinds},
      CableField{"subject", kSubject, kKept, &Cable::subject},
      CableField{"title", kSubject, kKept, &Cable::title},
      CableField{"references", kSubject, kKept, &Cable::references},
      CableField{"classified_by", kSubject, kKept, &Cable::classified_by},
      CableField{"reasons", kSubject, kKept, &Cable::reasons},
      CableField{"summary", kSubject, kKept, &Cable::summary},
      CableField{"paragraphs", kBody, kText, &Cable::paragraphs},
      CableField{"signers", kBody, kKept, &Cable::signers},
      CableField{"partial_extract", kBody, kKept, &Cable::partial_extract},
      CableField{"cancels", kBody, kKept, &Cable::cancels},
      CableField{"cancelled", kBody, kKept, &Cable::cancelled},
      CableField{"replaced_by", kBody, kKept, replacements},
      CableField{"corrected_copy", kBody, kKept, &Cable::corrected_copy},
      CableField{"text_lost", kBody, kKept, &Cable::text_lost},
      CableField{"withdrawn", kBody, kKept, &Cable::withdrawn},
      CableField{"text", kBody, kText, &Cable::text},
      CableField{"clean_text", kBody, kText, &Cable::clean_text},
      CableField{"prose", kBody, kText, &Cable::prose},
      CableField{"damage", kBody, kKept, &Cable::damage},
      CableField{"media", kOrigin, kKept, &Cable::media},
      CableField{"attributes", kOrigin, kKept, &Cable::attributes},
      CableField{"source", kOrigin, kKept, &Cable::source},
      CableField{"locator", kOrigin, kKept, &Cable::locator},
      CableField{"warnings", kOrigin, kKept, &Cable::warnings},
  };
}();

inline constexpr std::size_t kCableFieldCount = std::tuple_size_v<decltype(kCableFields)>;

/// Calls visit(field, value) for each field of `cable`, in order.
template <class Visit>
void each_field(const Cable& cable, Visit&& visit) {
  std::apply([&](const auto&... field) { (visit(field, std::invoke(field.get, cable)), ...); },
             kCableFields);
}

/// The keys, in order.
inline constexpr std::array kCableFieldKeys =
    std::apply([](const auto&... field) { return std::array{field.key...}; }, kCableFields);

constexpr bool is_cable_field(std::string_view key) {
  return std::ranges::find(kCableFieldKeys, key) != kCableFieldKeys.end();
}

}  // namespace cabled
