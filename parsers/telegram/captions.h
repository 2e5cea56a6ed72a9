#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// A handling caption, which says who may see a telegram or how it is to be sent.
struct Caption {
  std::string_view word;                      ///< its letters, without blanks
  std::array<std::string_view, 2> spellings;  ///< other words for it, and misprints
  std::string_view published;  ///< how `handling` has it; empty for what is said in another field
  bool may_be_swallowed;       ///< was met glued to a station's name in a published id
};

// Empty spellings are written out: g++ 12 takes a table with defaults for no constant.
inline constexpr auto kCaptions = std::to_array<Caption>({
    {"SIPDIS", {"SIPDISX", ""}, "SIPDIS", true},
    {"NOSIPDIS", {"", ""}, "NOSIPDIS", false},
    {"SENSITIVE", {"SENSTIVE", ""}, "SENSITIVE", true},
    {"SENSITIVEBUTUNCLASSIFIED", {"SBU", ""}, "SENSITIVE", true},
    {"NOFORN", {"", ""}, "NOFORN", true},
    {"ORCON", {"", ""}, "ORCON", true},
    {"NOCONTRACT", {"", ""}, "NOCONTRACT", true},
    {"EFTO", {"", ""}, "EFTO", true},
    {"FOUO", {"FOROFFICIALUSEONLY", "OFFICIALUSEONLY"}, "FOUO", true},
    {"DEPARTMENTUSEONLY", {"", ""}, "DEPARTMENT USE ONLY", false},
    {"EXDIS", {"", ""}, "EXDIS", true},
    {"NODIS", {"", ""}, "NODIS", true},
    {"LIMDIS", {"", ""}, "LIMDIS", true},
    {"STADIS", {"", ""}, "STADIS", true},
    {"TERREP", {"", ""}, "TERREP", true},
    {"ROGERCHANNEL", {"", ""}, "ROGER CHANNEL", false},
    {"ROGER", {"", ""}, "ROGER", true},
    {"EYESONLY", {"", ""}, "EYES ONLY", false},
    {"CODEL", {"", ""}, "CODEL", false},
    {"STAFFDEL", {"", ""}, "STAFFDEL", false},
    {"AIDAC", {"", ""}, "AIDAC", false},
    {"CHEROKEE", {"", ""}, "CHEROKEE", false},
    {"DISSENTCHANNEL", {"", ""}, "DISSENT CHANNEL", false},
    {"DSCHANNEL", {"", ""}, "DS CHANNEL", false},
    {"MEDCHANNEL", {"", ""}, "MED CHANNEL", false},
    {"HRCHANNEL", {"", ""}, "HR CHANNEL", false},
    {"CAPTAN", {"", ""}, "CAPTAN", false},
    {"VISASVIPER", {"", ""}, "VISAS VIPER", false},
    {"VISASDONKEY", {"", ""}, "VISAS DONKEY", false},
    {"VISASMANTIS", {"", ""}, "VISAS MANTIS", false},
    {"VISASCONDOR", {"", ""}, "VISAS CONDOR", false},
    {"CORRECTEDCOPY", {"", ""}, "", true},
});

struct FoundCaption {
  std::string_view name;  ///< as published
  std::string_view rest;  ///< what follows it
};

/// The published caption that `text` (upper case) begins with, whole or letter-spaced, behind marks
/// such as the "//" of "SECRET//NOFORN".
std::optional<FoundCaption> read_caption(std::string_view text);

/// `text` without the blanks and marks that part captions at its front.
std::string_view after_caption_marks(std::string_view text) noexcept;

/// What stands on a line that holds captions or levels of classification and nothing else.
struct CaptionLine {
  bool has_sipdis = false;
  std::vector<std::string_view> captions;  ///< as published
};

/// Reads such a line: "SIPDIS", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "*** SENSITIVE ***".
/// Strict: in capitals, parted by blanks and separators alone. Tolerant: in any case and dress.
std::optional<CaptionLine> read_caption_line(std::string_view line, Strictness strictness);

/// Whether a line is one of these, read tolerantly, or opens a section.
bool is_caption_line(std::string_view line);

/// Whether a line begins with a spaced or plain classification followed by "SECTION n OF n", as
/// each section of a long telegram does.
bool is_section_line(std::string_view line);

}  // namespace cabled
