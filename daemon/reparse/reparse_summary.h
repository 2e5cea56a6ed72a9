#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/reparse/reading_change.h"

namespace cabled {

/// What reading stored pages again came to: every page is in exactly one class.
class ReparseSummary {
 public:
  /// Classes of change, in the order of ReadingChange; their names in JSON.
  static constexpr std::array<const char*, 8> kClasses{
      "same", "corrected", "new_text", "other_id", "found", "lost", "other_reason", "unreadable"};

  void add(const ReadPage& page, const ReadingDiff& diff);

  std::uint64_t captures() const;
  std::uint64_t count(ReadingChange change) const { return counts_[index_of(change)]; }

  /// {"captures", one key a class, "fields", "field_examples", "outcomes", "first"}; what a run
  /// keeps of itself.
  nlohmann::ordered_json to_json() const;
  static ReparseSummary from_json(const std::string& text);
  /// For people: a few lines.
  std::string text() const;

 private:
  static std::size_t index_of(ReadingChange change) { return static_cast<std::size_t>(change); }

  std::array<std::uint64_t, kClasses.size()> counts_{};
  std::map<std::string, std::uint64_t> fields_;  ///< field → cables in which it differs
  std::map<std::string, std::vector<FieldDiff>> field_examples_;
  std::map<std::string, std::uint64_t> outcomes_;                ///< "before -> today" → pages
  std::array<std::vector<std::string>, kClasses.size()> first_;  ///< of each class, as examples
};

}  // namespace cabled
