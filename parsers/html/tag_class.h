#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string_view>

namespace cabled {

/// What the rules of tree construction (HTML standard, 13.2.6.4) do with a tag, for the tags of an
/// orderly page.
enum class TagClass : std::uint8_t {
  kUnsure,      ///< has rules of its own that are left to Gumbo
  kInline,      ///< no rule of its own
  kFormatting,  ///< b, i, font, …: misnested, they are opened again elsewhere
  kAnchor,
  kBlock,  ///< closes an open p
  kHeading,
  kPre,
  kParagraph,
  kListItem,
  kDescription,  ///< dt, dd
  kForm,
  kButton,
  kObject,
  kVoid,
  kRule,      ///< hr: void, and closes an open p
  kHeadVoid,  ///< base, link, meta: void, and may stand in the head
  kHeadRaw,   ///< script, style, noscript: raw text, and may stand in the head
  kRaw,       ///< iframe, noembed, noframes: raw text
  kTitle,
  kTextarea,
  kSelect,
  kOption,
  kOptgroup,
  kTable,
  kTableBody,
  kTableRow,
  kTableCell,
  kTableCaption,
  kColumnGroup,
  kColumn,
  kHtml,
  kHead,
  kBody,
};

TagClass class_of(GumboTag tag) noexcept;

/// The tag of a name, in any case of letters; GUMBO_TAG_UNKNOWN for others than those of HTML.
GumboTag html_tag(std::string_view name) noexcept;

/// Whether an end tag is implied where an outer element ends: p, li, dt, dd, option, …
bool has_implied_end(GumboTag tag) noexcept;

/// Whether the search for the start of a stray end tag stops at such an element.
bool is_special(GumboTag tag) noexcept;

}  // namespace cabled
