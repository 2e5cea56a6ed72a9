#pragma once

#include <string>
#include <string_view>

namespace cabled::words {

/// What full-text search sees of a cable.
struct SearchedText {
  std::string_view id;
  std::string_view tags;  ///< in a line
  std::string_view subject;
  std::string_view body;
};

/// The words of a cable, their places and weights as PostgreSQL receives a tsvector (tsvectorrecv):
/// those of id and TAGS as they are and of subject and body by their stems, the first three with
/// the weight A. Words within a token (token_words.h) have its place. Of very long texts the
/// beginning: a tsvector holds at most 1 MB.
///
/// As setweight(to_tsvector('simple', id and TAGS), 'A') || setweight(to_tsvector('english',
/// subject), 'A') || to_tsvector('english', body), which takes PostgreSQL ten times as long.
std::string search_vector(const SearchedText& cable);

}  // namespace cabled::words
