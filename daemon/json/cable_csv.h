#pragma once

#include <string>

namespace cabled {

/// Whether cells that a spreadsheet would take for a formula are given as text, with a ' before
/// them. That changes the data, so it is done on request.
enum class CsvFormulas { kAsTheyAre, kDefused };

/// A cell, in quotes where it has to be.
std::string csv_cell(std::string text, CsvFormulas formulas);

/// The line of column names, with its line end (RFC 4180: CRLF).
std::string csv_header();

/// The line of a stored cable, as stored_to_json() takes it; lists are joined by "; ".
std::string csv_line(const std::string& fields, const std::string& text, CsvFormulas formulas);

}  // namespace cabled
