#include "parsers/model/cable.h"

namespace cabled {

std::string_view to_string(ReferenceKind kind) noexcept {
  switch (kind) {
    case ReferenceKind::kCable:
      return "cable";
    case ReferenceKind::kAirgram:
      return "airgram";
    case ReferenceKind::kEmail:
      return "email";
    case ReferenceKind::kBook:
      return "book";
    case ReferenceKind::kTelephone:
      return "telephone";
    case ReferenceKind::kReport:
      return "report";
    case ReferenceKind::kNews:
      return "news";
    case ReferenceKind::kFax:
      return "fax";
    case ReferenceKind::kLetter:
      return "letter";
    case ReferenceKind::kMemo:
      return "memo";
    case ReferenceKind::kMeeting:
      return "meeting";
    case ReferenceKind::kNonpaper:
      return "nonpaper";
    case ReferenceKind::kDiplomaticNote:
      return "diplomatic note";
    case ReferenceKind::kNet:
      return "net";
    case ReferenceKind::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view to_string(TagKind kind) noexcept {
  switch (kind) {
    case TagKind::kGeo:
      return "geo";
    case TagKind::kProgram:
      return "program";
    case TagKind::kSubject:
      return "subject";
    case TagKind::kOrganization:
      return "organization";
    case TagKind::kPerson:
      return "person";
    case TagKind::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view to_string(DamageKind kind) noexcept {
  switch (kind) {
    case DamageKind::kMissingHeader:
      return "missing_header";
    case DamageKind::kParagraphGap:
      return "paragraph_gap";
    case DamageKind::kMissingLine:
      return "missing_line";
    case DamageKind::kCutSentence:
      return "cut_sentence";
    case DamageKind::kOpenSummary:
      return "open_summary";
    case DamageKind::kMissingSection:
      return "missing_section";
    case DamageKind::kMissingPage:
      return "missing_page";
    case DamageKind::kCutEnd:
      return "cut_end";
  }
  return "unknown";
}

}  // namespace cabled
