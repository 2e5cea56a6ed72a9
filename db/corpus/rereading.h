#pragma once

#include <cstdint>
#include <vector>

#include "db/corpus/corpus_rows.h"

namespace cabled::db {

/// A rendition that its capture still gives, and that has the fields of the capture's page.
struct KeptText {
  std::int64_t rendition_id = 0;
  const RenditionRow* today = nullptr;  ///< the caller's: what it is read as today
  bool is_corrected = false;            ///< the fields differ: they are brought up to date
};

/// What a capture is read as today.
struct Rereading {
  enum class Change {
    kNone,    ///< as before
    kFields,  ///< the texts as before, other fields
    kOther,   ///< other texts, other ids, more cables or fewer
  };

  std::int64_t capture_id = 0;
  Change change = Change::kNone;
  std::vector<KeptText> kept = {};
  const PageWrite* write = nullptr;  ///< the caller's: ruling, capture, and perhaps renditions
};

}  // namespace cabled::db
