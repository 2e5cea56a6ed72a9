#include "parsers/dump/csv_sample.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kMostCells = 200;

class Sampler {
 public:
  Sampler(std::string_view bytes, const CsvLayout& layout) : bytes_(bytes), layout_(layout) {}

  /// The next row; nothing at the end, and where it is damaged or goes beyond it.
  std::optional<SampleRow> next() {
    while (at_ < bytes_.size() && (bytes_[at_] == '\n' || bytes_[at_] == '\r')) ++at_;
    if (at_ == bytes_.size()) return std::nullopt;
    SampleRow row;
    while (row.cells.size() < kMostCells) {
      while (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
      const bool quoted = layout_.escapes != CsvLayout::Escapes::kLines && at_ < bytes_.size() &&
                          bytes_[at_] == '"';
      if (quoted) ++row.quoted;
      if (quoted ? !take_quoted(row) : !take_bare(row)) return std::nullopt;
      if (at_ == bytes_.size()) break;
      if (bytes_[at_++] == layout_.line_end) break;
    }
    row.end = at_;
    return row;
  }

 private:
  bool is_end(char c) const { return c == layout_.delimiter || c == layout_.line_end; }

  bool take_bare(SampleRow& row) {
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && !is_end(bytes_[at_])) ++at_;
    row.cells.emplace_back(ascii::trim(bytes_.substr(begin, at_ - begin)));
    return true;
  }

  bool take_quoted(SampleRow& row) {
    std::string cell;
    for (++at_; at_ < bytes_.size(); ++at_) {
      const char c = bytes_[at_];
      const char next = at_ + 1 < bytes_.size() ? bytes_[at_ + 1] : '\0';
      const bool escaped = c == '\\' && layout_.escapes == CsvLayout::Escapes::kBackslash;
      if (escaped || (c == '"' && next == '"')) {
        cell += next;
        ++at_;
      } else if (c == '"') {
        ++at_;
        row.cells.push_back(std::move(cell));
        while (at_ < bytes_.size() && (bytes_[at_] == ' ' || bytes_[at_] == '\r') &&
               !is_end(bytes_[at_])) {
          ++at_;
        }
        return at_ == bytes_.size() || is_end(bytes_[at_]);
      } else {
        cell += c;
      }
    }
    return false;
  }

  std::string_view bytes_;
  const CsvLayout& layout_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<SampleRow> sample_rows(std::string_view bytes, const CsvLayout& layout,
                                   std::size_t most) {
  std::vector<SampleRow> rows;
  Sampler sampler(bytes, layout);
  while (rows.size() < most) {
    auto row = sampler.next();
    if (!row) break;
    rows.push_back(std::move(*row));
  }
  return rows;
}

CsvLayout::Escapes sample_escapes(std::string_view bytes, char delimiter,
                                  CsvLayout::Escapes otherwise) {
  const auto at = [&](std::size_t i) { return i < bytes.size() ? bytes[i] : '\n'; };
  const auto parts = [&](char c) { return c == delimiter || c == '\n' || c == '\r' || c == ' '; };
  std::size_t backslashes = 0;
  std::size_t doubled = 0;
  for (std::size_t i = bytes.find('"', 1); i < bytes.size(); i = bytes.find('"', i + 1)) {
    const char before = bytes[i - 1];
    if (before == '\\' && at(i + 1) != '"' && !parts(at(i + 1))) ++backslashes;
    // Two that are no empty column: text stands on both sides, or on one and the other is text's.
    if (before != '"' && !parts(before) && before != '\\' && at(i + 1) == '"' &&
        !parts(at(i + 2)) && at(i + 2) != '"') {
      ++doubled;
    }
    if (before == ' ' && at(i + 1) == '"' && ascii::is_alnum(at(i + 2))) ++doubled;
  }
  if (backslashes == doubled) return otherwise;
  return backslashes > doubled ? CsvLayout::Escapes::kBackslash : CsvLayout::Escapes::kDoubled;
}

}  // namespace cabled
