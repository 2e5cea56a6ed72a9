#pragma once

#include "db/sql/pqxx_traits.h"

/// The index of words, and how rows get into it. PostgreSQL keeps what is to be entered in a list,
/// and when the list is long, sorts it and enters it as a whole: a word that many texts have is
/// then looked up once. A list of 16 MB (1,300 texts of 440 words) takes 0.85 of what one of 4 MB
/// takes, and one of 32 MB no less; each search reads what waits in it, at 5 us a text.
namespace cabled::db {

/// To be called before words are stored: for this transaction, memory enough to sort the whole list
/// at once. With the 4 MB that are usual it is entered in parts, and nothing is gained by its
/// length.
void give_room_for_words(pqxx::work& tx);

/// Enters what waits, so that searches need not read it: for when no more texts are coming.
void enter_waiting_words(pqxx::work& tx);

}  // namespace cabled::db
