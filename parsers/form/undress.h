#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parsers/form/database_record.h"
#include "parsers/form/small_letters.h"
#include "parsers/html/layout.h"

namespace cabled {

/// A page whose telegram stands as it was sent, as far as the form in which it was republished can
/// be undone.
struct Undressed {
  Layout layout;
  std::vector<RecordFacts> records;           ///< of the rows of the publisher's database, in order
  std::map<std::string, int> removed;         ///< rule → lines taken out
  std::optional<SmallLetters> small_letters;  ///< of a telegram that was raised into capitals
};

/// Undoes what republishers did to the lines of a telegram before it is sought: UTF-8 that was read
/// as windows-1252, marks of quoted mail, fences of notes and theses, mark-up of a wiki,
/// backslashes of a dump, rows of a database and the copy they stand beside, stamps of a release,
/// notes behind the end, line breaks that were lost, a telegram all in small letters.
///
/// Each is proved by the form itself, never by one line alone. A page without any comes back as it
/// was. Linear in its size.
Undressed undress(Layout layout);

}  // namespace cabled
