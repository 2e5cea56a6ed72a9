#pragma once

#include "db/corpus/corpus_rows.h"
#include "parsers/page/read_page.h"

namespace cabled {

/// What a reading came to, and what that makes of its capture.
struct ReadingRuling {
  db::Ruling ruling;
  db::Outcome outcome = db::Outcome::kCable;
};

enum class PageCame { kOverTheNetwork, kOutOfAFile };

/// A site that is asked may show a gate (captcha, consent, login) in the page's place; in a file
/// that is what the page is.
ReadingRuling ruling_of(const PageReading& reading, PageCame came);

/// What cannot be read, be it a page or a list.
ReadingRuling ruling_of_unreadable(const Error& error);

}  // namespace cabled
