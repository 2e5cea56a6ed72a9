#pragma once

#include <optional>
#include <string_view>

namespace cabled {

/// What a line is in the anatomy of a telegram, as far as the line alone can tell.
enum class TelegramLine {
  kNone,                 ///< prose, or anything else
  kTransmission,         ///< VZCZCXRO1234
  kRouting,              ///< RR RUEHWEB
  kRoutingTail,          ///< RUEHSR RUEHVK: the wrapped rest of it
  kDe,                   ///< DE RUEHKO #0153/01 0252338
  kSecurity,             ///< ZNR UUUUU ZZH
  kDateTime,             ///< R 252338Z JAN 10
  kFrom,                 ///< FM AMEMBASSY TOKYO
  kTo,                   ///< TO RUEHC/SECSTATE WASHDC 8929
  kInfo,                 ///< INFO RUEHBJ/AMEMBASSY BEIJING 2768
  kAddressee,            ///< RUEHUL/AMEMBASSY SEOUL 9441
  kExempt,               ///< XMT AMEMBASSY SOFIA
  kClassification,       ///< UNCLAS SECTION 01 OF 06 TOKYO 000153
  kClassificationAlone,  ///< LIMITED OFFICIAL USE, UNCLASSIFIED: the foot or head of a page
  kSipdis,               ///< SIPDIS, with or without other captions
  kCaption,              ///< SENSITIVE, NOFORN, …
  kPass,                 ///< STATE FOR ISN; DEPT PASS USTR
  kExecutiveOrder,       ///< E.O. 12958: N/A
  kTags,
  kSubject,
  kReference,
  kClassifiedBy,
  kMarkedParagraph,  ///< 1. (SBU) …
  kPlainParagraph,   ///< 1. …
  kPageMarker,       ///< TOKYO 00000153 002.2 OF 006
  kOldPage,          ///< PAGE 02 HARARE 05461 01 OF 02 271458Z
  kAction,           ///< ACTION EA-09
  kRule,             ///< a row of dashes under or over a heading
  kHeading,          ///< SUMMARY, COMMENT, BACKGROUND, …
  kEndMark,          ///< NNNN, =====CABLE ENDS=====
  kPartialExtract,   ///< This record is a partial extract of the original cable. …
  kCancel,           ///< ZFR …
  kFormNumber,       ///< MRN: 12 BENGHAZI 77, of the form since 2010
  kFormDate,         ///< Date/DTG: Aug 08, 2012 / 081322Z AUG 12
};

TelegramLine classify_telegram_line(std::string_view line);

/// How much a line of this kind speaks for a telegram: 0 nothing, 1 could stand in any text,
/// 2 seldom stands elsewhere, 3 hardly ever does.
int telegram_strength(TelegramLine kind) noexcept;

/// Whether a line of this kind can only stand in the header of a telegram or of one of its
/// sections.
bool is_header_kind(TelegramLine kind) noexcept;

/// The number of a numbered paragraph that this line begins.
std::optional<int> paragraph_number(std::string_view line);

/// Whether the line has the form of a drafter's surname: ROOS, VAN VOORST, O'DONOHUE, Russel.
/// Headings such as BACKGROUND have it not; other headings may.
bool looks_like_signature(std::string_view line) noexcept;

/// `line` without blanks at its ends and without a publisher's pilcrow ("¶", or "ΒΆ" where UTF-8
/// was read as ISO-8859-7) at its head.
std::string_view telegram_core(std::string_view line) noexcept;

}  // namespace cabled
