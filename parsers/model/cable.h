#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/cable_id.h"

namespace cabled {

/// One addressee of a telegram: "RUEHC/SECSTATE WASHDC PRIORITY 8929".
struct Addressee {
  std::optional<std::string> route = {};       ///< routing indicator, "RUEHC"
  std::string name = {};                       ///< "SECSTATE WASHDC"
  std::optional<std::string> precedence = {};  ///< "PRIORITY", "IMMEDIATE", …
  std::optional<std::string> mcn = {};         ///< message continuity number, "8929"
  std::vector<std::string> excluded = {};      ///< posts left out of a collective (XMT lines)

  auto operator<=>(const Addressee&) const = default;
};

/// What a reference points to; to_string() gives the word used in JSON.
enum class ReferenceKind {
  kCable,
  kAirgram,
  kEmail,
  kBook,
  kTelephone,
  kReport,
  kNews,
  kFax,
  kLetter,
  kMemo,
  kMeeting,
  kNonpaper,
  kDiplomaticNote,
  kNet,
  kUnknown,
};
std::string_view to_string(ReferenceKind kind) noexcept;

/// One item of a REF line.
struct Reference {
  std::optional<CableId> id;  ///< for cables and airgrams alone
  ReferenceKind kind = ReferenceKind::kUnknown;
  std::optional<std::string> bullet;  ///< "A", "B", …
  std::string text;                   ///< as found

  auto operator<=>(const Reference&) const = default;
};

/// What a TAG stands for; to_string() gives the word used in JSON.
enum class TagKind { kGeo, kProgram, kSubject, kOrganization, kPerson, kUnknown };
std::string_view to_string(TagKind kind) noexcept;

/// One numbered (or unnumbered) paragraph of the body.
struct Paragraph {
  std::optional<int> number;
  std::optional<std::string> portion;  ///< portion mark, "SBU"
  std::optional<std::string> heading;  ///< heading above it
  std::string text;

  auto operator<=>(const Paragraph&) const = default;
};

/// What a text shows to be missing in it; to_string() gives the word used in JSON.
enum class DamageKind {
  kMissingHeader,   ///< a line that every header has
  kParagraphGap,    ///< a number of a paragraph
  kMissingLine,     ///< a line amid a paragraph
  kCutSentence,     ///< the end of a paragraph
  kOpenSummary,     ///< the end of the summary
  kMissingSection,  ///< a section
  kMissingPage,     ///< a page
  kCutEnd,          ///< the end of the telegram
};
std::string_view to_string(DamageKind kind) noexcept;

/// One place where a text lacks something.
struct Damage {
  DamageKind kind;
  std::string place;   ///< "header", "p2", "section 3", "page 4", "end"
  std::string detail;  ///< for people

  auto operator<=>(const Damage&) const = default;
};

/// Where a page came from and what its publisher says of it.
struct PageSource {
  std::optional<std::string> url;
  std::optional<std::string> profile;    ///< site profile, "scoop"
  std::optional<std::string> published;  ///< publisher's own date, as found
  std::optional<std::string> byline;
  std::optional<std::string> title;           ///< publisher's headline
  std::optional<std::string> id;              ///< the cable's reference, as found
  std::optional<std::string> created;         ///< when the page says it was sent, as found
  std::optional<std::string> released;        ///< when the page says it was published, as found
  std::optional<std::string> classification;  ///< as found
  std::optional<std::string> origin;          ///< the post as the page names it
  std::vector<std::string> filled;            ///< keys of the cable's fields that are the page's

  auto operator<=>(const PageSource&) const = default;
};

/// Which offices of the Department got copies of a telegram of the 1970s, and how many each.
struct Distribution {
  std::map<std::string, int> action;  ///< who must act on a telegram that came in
  std::map<std::string, int> origin;  ///< whose telegram it is that goes out
  std::map<std::string, int> info;    ///< who is informed
  std::optional<int> sum;             ///< of all copies, as the telegram itself states it

  auto operator<=>(const Distribution&) const = default;
};

/// How the text of a cable was found in its page.
struct LocatorReport {
  std::string rule;                    ///< which rule found it, "generic/span"
  double confidence = 0;               ///< 0 to 1
  std::map<std::string, int> removed;  ///< rule → how many blocks it removed from inside the span

  auto operator<=>(const LocatorReport&) const = default;
};

/// A telegram and every field that could be read. Absent is nullopt or empty, never a guess.
/// What users see of it, and in which order: cable_fields.h. What each means: docs/cable.md.
struct Cable {
  std::optional<CableId> id;
  std::optional<std::string> id_as_found;
  std::optional<std::string> station;
  std::optional<long> serial;
  std::optional<int> year;  ///< four digits
  std::optional<std::string> transmission_id;
  std::optional<std::string> routing;
  std::optional<std::string> de_line;
  std::optional<std::string> precedence;
  std::optional<std::string> info_precedence;
  std::optional<std::string> dtg;      ///< date-time group as found, "252338Z JAN 10"
  std::optional<std::string> sent_at;  ///< RFC 3339 UTC, "2010-01-25T23:38:00Z"
  std::vector<std::string> operating_signals;
  std::optional<std::string> from;
  std::vector<Addressee> to;
  std::vector<Addressee> info;
  std::optional<std::string> classification;
  std::vector<std::string> handling;
  std::optional<int> section;
  std::optional<int> sections;
  std::optional<std::string> executive_order;
  std::optional<std::string> declassify_on;    ///< "2012-11-22"
  std::optional<std::string> declassify_text;  ///< "DECL: 11/22/2012"
  std::optional<Distribution> distribution;
  std::optional<long> relay_counter;       ///< number of the telegram at Washington's relay
  std::optional<std::string> filing_time;  ///< when the relay took it, "051730Z"
  std::vector<std::string> drafted_by;
  std::vector<std::string> approved_by;
  std::vector<std::string> clearances;
  std::vector<std::string> tags;
  std::map<std::string, TagKind> tag_kinds;
  std::optional<std::string> subject;
  std::optional<std::string> title;
  std::vector<Reference> references;
  std::vector<std::string> classified_by;
  std::vector<std::string> reasons;
  std::optional<std::string> summary;
  std::vector<Paragraph> paragraphs;
  std::vector<std::string> signers;
  bool partial_extract = false;
  std::vector<CableId> cancels;
  bool cancelled = false;
  std::optional<CableId> replaced_by;  ///< the number under which it says it is sent again
  bool corrected_copy = false;
  bool text_lost = false;      ///< a record of a telegram whose text was not kept
  bool withdrawn = false;      ///< a card in place of a telegram that is still closed
  std::string text;            ///< the cable, every line of it; lines end in \n
  std::string clean_text;      ///< the same without page markers, repeated heads and end marks
  std::string prose;           ///< paragraphs only
  std::vector<Damage> damage;  ///< what it is seen to lack
  std::vector<std::string> media;
  std::map<std::string, std::string> attributes;  ///< of the archive's record
  PageSource source;
  LocatorReport locator;
  std::vector<std::string> warnings;

  auto operator<=>(const Cable&) const = default;
};

/// A warning: of two telegrams in one text none can be told apart any more.
inline constexpr std::string_view kSecondTelegram = "another telegram begins in the text";

}  // namespace cabled
