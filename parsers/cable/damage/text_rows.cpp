#include "parsers/cable/damage/text_rows.h"

#include "parsers/cable/body/typed_lines.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

bool names_classifier(std::string_view line) {
  return find_classified_by(line, 0) != std::string_view::npos;
}

}  // namespace

std::vector<TextRow> rows_of(const CleanText& clean) {
  std::vector<TextRow> rows;
  bool by_other = false;
  for (const std::string_view line : split_lines(clean.text)) rows.push_back({line, {}});
  for (const LineReport& report : clean.lines) {
    if (!report.furniture.empty() && report.clean_line < rows.size()) {
      // Of a dropped one, clean_line is the line that follows.
      rows[report.clean_line].beside_furniture = true;
      if (report.clean_line > 0) rows[report.clean_line - 1].beside_furniture = true;
    }
    if (report.fate != LineFate::kKept || report.clean_line >= rows.size()) continue;
    TextRow& row = rows[report.clean_line];
    row.paragraph = report.paragraph;
    row.begins_paragraph = report.begins_paragraph;
    row.is_running = report.paragraph && is_running_text(row.text);
    // Another system wrote "1. (U) Classified by", as wide as it liked.
    if (report.begins_paragraph) by_other = names_classifier(row.text);
    if (by_other) row.beside_furniture = true;
  }
  return rows;
}

std::vector<std::string_view> typed_lines_of(const std::vector<TextRow>& rows) {
  std::vector<std::string_view> lines;
  lines.reserve(rows.size());
  for (const TextRow& row : rows) {
    if (!row.begins_paragraph && !row.beside_furniture) lines.push_back(row.text);
  }
  return lines;
}

std::string place_of(const TextRow& row) { return "p" + std::to_string(row.paragraph.value_or(0)); }

std::string paragraph_name(const TextRow& row) {
  return "in paragraph " + std::to_string(row.paragraph.value_or(0));
}

}  // namespace cabled
