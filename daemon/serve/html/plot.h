#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/serve/html/html.h"

namespace cabled::serve {

// Plots are drawn here as SVG, so that no page needs a script. Nothing in them is told by a picture
// alone: each bar that leads somewhere is a link with period and count for its name, and the other
// plots come with a table of their numbers. Sizes and colours are those of the style sheet
// (plot-…), as pages may carry no styles of their own.

/// A bar of a plot over time.
struct PlotBar {
  std::string label;  ///< the period: "2009", "2009-11"
  std::int64_t count = 0;
  std::string href;  ///< where it leads, as Address::text() writes it; "" for nowhere
};

/// How bars stand: side by side over the whole width, or under one another where there is little.
enum class BarsStand { kSideBySide, kStacked };

/// Bars in the order given: cables by year or by month.
struct BarPlot {
  std::string caption;  ///< "Cables by year"; "" where a heading says it
  std::string one;      ///< what is counted: "cable"
  std::string many;     ///< "cables"
  std::vector<PlotBar> bars;
  BarsStand stand = BarsStand::kSideBySide;
};
/// A figure; nothing when there is no bar. Many bars side by side scroll on a narrow screen.
void write_bars(Html& page, const BarPlot& plot);

/// A row of small bars, one a day: a source's pages, failures of one kind.
struct SparkRow {
  std::string name;
  std::string href;                  ///< where the name leads; "" for nowhere
  std::vector<std::int64_t> counts;  ///< one for each of SparkPlot::days
};
struct SparkPlot {
  std::string caption;    ///< "Pages by source, last 30 days"
  std::string name_head;  ///< head of the column of names: "Source"
  std::string sum_head;   ///< head of the column of sums: "Pages"
  std::vector<std::string> days;
  std::vector<SparkRow> rows;  ///< each drawn to its own scale, which is told beside it
};
/// A table of rows with their sums, and folded below it one of all numbers by day; nothing when
/// there is no row.
void write_sparks(Html& page, const SparkPlot& plot);

/// A part of a whole: the cables of one source.
struct ShareRow {
  std::string name;
  std::string href;  ///< "" for nowhere
  std::int64_t count = 0;
};
struct SharePlot {
  std::string caption;
  std::string name_head;
  std::string count_head;
  std::int64_t whole = 0;  ///< what the shares are of: parts may overlap
  std::vector<ShareRow> rows;
};
/// A table with a bar in each row; nothing when there is no row.
void write_shares(Html& page, const SharePlot& plot);

}  // namespace cabled::serve
