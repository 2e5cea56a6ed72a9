#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/corpus/capture_removal.h"
#include "db/sql/pqxx_traits.h"
#include "parsers/model/error.h"

namespace cabled::db {

/// An import as a person sees it. Times are RFC 3339, UTC.
struct ImportSummary {
  std::int64_t id = 0;
  std::vector<std::string> paths;
  std::string base_url;
  std::optional<std::string> owner;  ///< the process that said last that it imports
  std::int64_t owner_silent_seconds = 0;
  std::string started_at;
  std::optional<std::string> finished_at;
  std::optional<std::string> undo_began_at;
  std::optional<std::string> undone_at;
  std::int64_t archives = 0;  ///< files, and one for all loose pages; 0 once it is undone
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t cables = 0;
};

/// All imports, the latest first.
std::vector<ImportSummary> all_imports(pqxx::work& tx);
std::optional<ImportSummary> find_import(pqxx::work& tx, std::int64_t import);

/// Whether the role may take imports back: that deletes from the corpus, which writers may not.
bool may_undo(pqxx::work& tx);

/// Begins to take an import back, or goes on with it. From here on its archives are nobody's: who
/// imports one of them again begins anew. Those that another import named too stay. The caller
/// has made sure that nobody imports; false when somebody began to since.
bool begin_undo(pqxx::work& tx, const ImportSummary& import);

/// How many captures are left to be looked at.
std::int64_t captures_to_undo(pqxx::work& tx, std::int64_t import);

/// What one step of an undo did.
struct UndoStep {
  std::int64_t looked_at = 0;  ///< captures of the import; 0: there are no more
  RemovedRows removed;         ///< those that nothing else gave, and what went with them
};

/// Takes the next `limit` captures back.
UndoStep undo_some(pqxx::work& tx, std::int64_t import, int limit);

/// Writes down that the import is undone. False when something came in after all, which has to be
/// undone first.
bool finish_undo(pqxx::work& tx, std::int64_t import);

/// A text whose fields told of a page that is gone, and the capture to read for them.
struct UntoldText {
  std::int64_t rendition_id = 0;
  std::int64_t capture_id = 0;
};

/// The first `limit` of them after `after_id`, in order. Index used: rendition_untold.
std::vector<UntoldText> untold_texts(pqxx::work& tx, std::int64_t after_id, int limit);

/// What a page says of such a text.
struct TextTold {
  std::int64_t rendition_id = 0;
  int parser_version = 0;
  /// Absent where the page could not be read, or reads otherwise today: the fields stay.
  std::optional<std::string> fields = {};
  int completeness = 0;
};

/// Writes what was read, publishes the cables anew and writes the changes.
void tell_texts(pqxx::work& tx, const std::vector<TextTold>& told);

}  // namespace cabled::db
