#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// A row of a dump of cables, by what its columns hold.
struct DumpRow {
  enum Column : std::size_t {
    kNumber,
    kDate,  ///< "12/28/1966 18:48", "1966-12-28T18:48:00Z"
    kReference,
    kOrigin,
    kClassification,
    kReferences,  ///< parted by '|'
    kHeader,      ///< addressees and routing lines
    kBody,
    kUrl,
    kOther,  ///< read, and of no use here
  };
  static constexpr std::size_t kColumns = 10;

  std::uint64_t offset = 0;  ///< of its first byte in the dump
  std::uint64_t length = 0;
  std::array<std::string, kColumns> columns;  ///< quotes and escapes taken off
  std::string error;  ///< why it is skipped; "" for a sound row. A damaged row has no columns.
};

/// How the rows of a dump are written down.
struct CsvLayout {
  /// How a quote stands in quotes; kLines: there are no quotes, a row is a line, in which \n, \t
  /// and a doubled backslash stand for what cannot be in it.
  enum class Escapes { kBackslash, kDoubled, kLines };

  char delimiter = ',';
  char line_end = '\n';
  Escapes escapes = Escapes::kBackslash;
  /// What each column holds; no kind but kOther comes twice. At first the eight of the dump that
  /// went round in 2011.
  std::vector<DumpRow::Column> columns{
      DumpRow::kNumber,         DumpRow::kDate,       DumpRow::kReference, DumpRow::kOrigin,
      DumpRow::kClassification, DumpRow::kReferences, DumpRow::kHeader,    DumpRow::kBody};
  std::size_t rows_at = 0;  ///< where the first row begins, behind marks and names of columns
};

/// Whether `line` begins like a row of such a dump: its first columns are what they should be, up
/// to and with a date or a reference. Columns of free text before these tell nothing.
bool begins_like_row(std::string_view line, const CsvLayout& layout);

}  // namespace cabled
