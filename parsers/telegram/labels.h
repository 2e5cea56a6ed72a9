#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// A field of a telegram that begins with a label and may stand anywhere above the first paragraph.
enum class Field { kTags, kSubject, kReferences };

/// Where a label is one without its colon, when a blank follows it.
enum class WithoutColon {
  kNever,
  kInCapitalList,  ///< on a line that is a list in capitals: "TAG PTER, PGOV"
  kInCapitals,     ///< on a line in capitals: "SUBJECT GULLS"
  kWrittenLarge,   ///< written in capitals itself: "REFTEL reports …"
  kAnywhere,       ///< no sentence begins so
};

struct LabelSpelling {
  Field field;
  std::string_view word;
  bool is_misprint;  ///< or no usual form: a page's own line may begin so in small letters
  WithoutColon without_colon;
};

/// A spelling goes before the shorter ones that it begins with.
inline constexpr auto kLabelSpellings = std::to_array<LabelSpelling>({
    {Field::kTags, "TAGES", true, WithoutColon::kInCapitals},
    {Field::kTags, "TAGGS", true, WithoutColon::kInCapitals},
    {Field::kTags, "TAGSS", true, WithoutColon::kInCapitals},
    {Field::kTags, "TAGS", false, WithoutColon::kAnywhere},
    {Field::kTags, "TAGA", true, WithoutColon::kInCapitals},
    {Field::kTags, "TAG", true, WithoutColon::kInCapitalList},
    {Field::kTags, "TABS", true, WithoutColon::kNever},
    {Field::kTags, "TAS", true, WithoutColon::kNever},
    {Field::kTags, "TGS", true, WithoutColon::kNever},
    {Field::kTags, "AGS", true, WithoutColon::kNever},
    {Field::kSubject, "SUBJECT", false, WithoutColon::kInCapitals},
    {Field::kSubject, "SUBJ.", false, WithoutColon::kInCapitals},
    {Field::kSubject, "SUBJ", false, WithoutColon::kInCapitals},
    {Field::kSubject, "UBJECT", true, WithoutColon::kNever},
    {Field::kReferences, "REFERENCES", true, WithoutColon::kNever},
    {Field::kReferences, "REFERENCE", true, WithoutColon::kNever},
    {Field::kReferences, "REFTELS", false, WithoutColon::kWrittenLarge},
    {Field::kReferences, "REFTEL", false, WithoutColon::kWrittenLarge},
    {Field::kReferences, "REF(S)", false, WithoutColon::kAnywhere},
    {Field::kReferences, "REFS", false, WithoutColon::kInCapitals},
    {Field::kReferences, "REF", false, WithoutColon::kInCapitals},
});

/// The words of a label at the front of a text, whatever follows them.
struct LabelMatch {
  const LabelSpelling* spelling;
  std::size_t end;  ///< after its words, its colon and the blanks between; or after those blanks
  bool has_colon;
  bool has_blank;  ///< blanks follow its words
};

/// Matches the labels of `field`, in any case of letters; no letter follows the words.
std::optional<LabelMatch> match_label(std::string_view text, Field field) noexcept;

/// Bytes of a label of `field`, its colon or blank included, that `line` begins with; 0 when there
/// is none. Strict: the colon stands at once, misprints are in capitals. Tolerant: also behind
/// blanks and in any case.
std::size_t label_size(std::string_view line, Field field, Strictness strictness) noexcept;

/// Whether `text` begins with a usual label, in capitals and with its colon.
bool begins_with_usual_label(std::string_view text) noexcept;

/// How many fields have a label, in capitals and with its colon, anywhere in `line`.
int count_labels(std::string_view line) noexcept;

inline constexpr std::string_view kClassifiedByWords = "CLASSIFIED BY";

/// First place of these words in `text` from `from` on, in any case of letters, that are no part of
/// "DECLASSIFIED BY" or "UNCLASSIFIED BY"; npos if none. At the start of a line the first of them
/// may have a slip ("Classfied By").
std::size_t find_classified_by(std::string_view text, std::size_t from) noexcept;

/// Where those words end that begin at `at`.
std::size_t classified_by_end(std::string_view text, std::size_t at) noexcept;

}  // namespace cabled
