#include "daemon/serve/html/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "daemon/serve/html/words.h"

namespace cabled::serve {
namespace {

// Length of a bar in hundredths of the plot: what is there at all is seen.
int length_of(std::int64_t count, std::int64_t most) {
  if (count <= 0 || most <= 0) return 0;
  const double part = static_cast<double>(count) / static_cast<double>(most);
  return std::max(2, static_cast<int>(std::lround(100 * part)));
}

// Every how many bars one has its label below it: a bar is at least 24 pixels wide, a letter eight.
std::size_t label_step(const std::vector<PlotBar>& bars) {
  std::size_t longest = 0;
  for (const PlotBar& bar : bars) longest = std::max(longest, bar.label.size());
  return (longest * 8 + 8) / 24 + 1;
}

bool are_years(const std::vector<PlotBar>& bars) {
  constexpr std::size_t kDigits = 4;
  return std::ranges::all_of(bars, [](const PlotBar& bar) { return bar.label.size() <= kDigits; });
}

void write_column(Html& page, const PlotBar& bar, std::int64_t most) {
  page.open("svg", {{"class", "plot-column"},
                    {"viewBox", "0 0 1 100"},
                    {"preserveAspectRatio", "none"},
                    {"aria-hidden", "true"}});
  if (const int height = length_of(bar.count, most); height > 0) {
    page.element(
        "rect",
        {{"y", std::to_string(100 - height)}, {"width", "1"}, {"height", std::to_string(height)}},
        "");
  }
  page.close("svg");
}

// A bar from left to right.
void write_lying(Html& page, const char* look, std::int64_t count, std::int64_t most) {
  page.open("svg", {{"class", look},
                    {"viewBox", "0 0 100 1"},
                    {"preserveAspectRatio", "none"},
                    {"aria-hidden", "true"}});
  page.element("rect", {{"width", std::to_string(length_of(count, most))}, {"height", "1"}}, "");
  page.close("svg");
}

// A bar with its name, as a link where it leads somewhere.
template <typename Content>
void write_named_bar(Html& page, const BarPlot& plot, const PlotBar& bar, Content&& content) {
  const std::string name = bar.label + ": " + counted(bar.count, plot.one, plot.many);
  if (bar.href.empty()) {
    page.element("span", {{"class", "plot-bar"}, {"title", name}}, [&] {
      content();
      page.element("span", {{"class", "hidden"}}, name);
    });
  } else {
    page.element("a",
                 {{"class", "plot-bar"}, {"href", bar.href}, {"aria-label", name}, {"title", name}},
                 std::forward<Content>(content));
  }
}

void write_column_bar(Html& page, const BarPlot& plot, std::size_t place, std::int64_t most) {
  const PlotBar& bar = plot.bars[place];
  const bool is_labelled = place % label_step(plot.bars) == 0;
  write_named_bar(page, plot, bar, [&] {
    write_column(page, bar, most);
    page.element("span", {{"class", "plot-tick"}, {"aria-hidden", "true"}},
                 is_labelled ? bar.label : std::string());
  });
}

// Its words are its name: another one would have to hold what is seen.
void write_row_bar(Html& page, const BarPlot& plot, std::size_t place, std::int64_t most) {
  const PlotBar& bar = plot.bars[place];
  const auto content = [&] {
    page.element("span", {{"class", "when"}}, bar.label);
    page.text(" ");
    write_lying(page, "plot-row", bar.count, most);
    page.element("span", {{"class", "count"}}, [&] {
      page.text(grouped(bar.count));
      page.element("span", {{"class", "hidden"}}, " " + (bar.count == 1 ? plot.one : plot.many));
    });
  };
  if (bar.href.empty()) {
    page.element("span", {{"class", "plot-bar"}}, content);
  } else {
    page.element("a", {{"class", "plot-bar"}, {"href", bar.href}}, content);
  }
}

std::int64_t most_of(const std::vector<std::int64_t>& counts) {
  return counts.empty() ? 0 : *std::ranges::max_element(counts);
}

std::int64_t sum_of(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

void write_name(Html& page, const std::string& name, const std::string& href) {
  page.element("th", {{"scope", "row"}}, [&] {
    if (href.empty()) {
      page.text(name);
    } else {
      page.element("a", {{"href", href}}, name);
    }
  });
}

// All bars in one path, each four fifths as wide as a day.
std::string bars_path(const std::vector<std::int64_t>& counts) {
  const std::int64_t most = most_of(counts);
  std::string path;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const int height = length_of(counts[i], most);
    if (height > 0) path += fmt::format("M{} 100v-{}h.8v{}z", i, height, height);
  }
  return path;
}

// "at most 40 a day, on 12 November".
std::string peak_words(const SparkPlot& plot, const SparkRow& row) {
  const auto peak = std::ranges::max_element(row.counts);
  if (peak == row.counts.end() || *peak <= 0) return "none";
  const auto day = static_cast<std::size_t>(peak - row.counts.begin());
  return fmt::format("{} on {}", grouped(*peak), plot.days.at(day));
}

struct ColumnHead {
  std::string_view text;
  std::string_view look = "";  // its class
};

void write_heads(Html& page, std::initializer_list<ColumnHead> heads) {
  page.element("thead", [&] {
    page.element("tr", [&] {
      for (const auto& [text, look] : heads) {
        page.element("th", {{"scope", "col"}, {"class", std::string(look)}}, text);
      }
    });
  });
}

void write_spark(Html& page, const SparkPlot& plot, const SparkRow& row) {
  page.open("tr");
  write_name(page, row.name, row.href);
  page.element("td", [&] {
    page.open("svg",
              {{"class", "plot-spark"},
               {"viewBox", fmt::format("0 0 {} 100", std::max<std::size_t>(row.counts.size(), 1))},
               {"preserveAspectRatio", "none"},
               {"aria-hidden", "true"}});
    page.element("path", {{"d", bars_path(row.counts)}}, "");
    page.close("svg");
  });
  page.element("td", {{"class", "number"}}, grouped(sum_of(row.counts)));
  page.element("td", peak_words(plot, row));
  page.close("tr");
}

// Days on which nothing happened are left out: what is not there is none.
void write_numbers(Html& page, const SparkPlot& plot) {
  page.element("tbody", [&] {
    for (std::size_t day = 0; day < plot.days.size(); ++day) {
      if (std::ranges::all_of(plot.rows,
                              [&](const SparkRow& row) { return row.counts[day] == 0; })) {
        continue;
      }
      page.element("tr", [&] {
        write_name(page, plot.days[day], "");
        for (const SparkRow& row : plot.rows) {
          page.element("td", {{"class", "number"}}, grouped(row.counts[day]));
        }
      });
    }
  });
}

void write_days(Html& page, const SparkPlot& plot) {
  page.element("details", {{"class", "plot-days"}}, [&] {
    page.element("summary", "The numbers day by day");
    page.element("section",
                 {{"class", "scroll"},
                  {"tabindex", "0"},
                  {"aria-label", plot.caption + ": the numbers day by day"}},
                 [&] {
                   page.element("table", [&] {
                     page.element("thead", [&] {
                       page.element("tr", [&] {
                         page.element("th", {{"scope", "col"}}, "Day");
                         for (const SparkRow& row : plot.rows)
                           page.element("th", {{"scope", "col"}}, row.name);
                       });
                     });
                     write_numbers(page, plot);
                   });
                 });
  });
}

}  // namespace

void write_bars(Html& page, const BarPlot& plot) {
  if (plot.bars.empty()) return;
  const bool stacked = plot.stand == BarsStand::kStacked;
  const PlotBar& tallest = *std::ranges::max_element(plot.bars, {}, &PlotBar::count);
  page.element("figure", {{"class", "plot"}}, [&] {
    if (!plot.caption.empty()) {
      page.element("figcaption", [&] {
        page.element("strong", plot.caption);
        page.text(fmt::format(" – most in {}: {}", tallest.label,
                              counted(tallest.count, plot.one, plot.many)));
      });
    }
    page.element("ol",
                 {{"class", !stacked               ? "plot-bars"
                            : are_years(plot.bars) ? "plot-rows years"
                                                   : "plot-rows"}},
                 [&] {
                   for (std::size_t i = 0; i < plot.bars.size(); ++i) {
                     page.element("li", [&] {
                       (stacked ? write_row_bar : write_column_bar)(page, plot, i, tallest.count);
                     });
                   }
                 });
  });
}

void write_sparks(Html& page, const SparkPlot& plot) {
  if (plot.rows.empty()) return;
  page.element("table", {{"class", "plot-table"}}, [&] {
    page.element("caption", plot.caption);
    write_heads(page,
                {{plot.name_head}, {"Day by day"}, {plot.sum_head, "number"}, {"Most in a day"}});
    page.element("tbody", [&] {
      for (const SparkRow& row : plot.rows) write_spark(page, plot, row);
    });
  });
  write_days(page, plot);
}

void write_shares(Html& page, const SharePlot& plot) {
  if (plot.rows.empty()) return;
  const std::int64_t most = std::ranges::max_element(plot.rows, {}, &ShareRow::count)->count;
  page.element("table", {{"class", "plot-table"}}, [&] {
    page.element("caption", plot.caption);
    write_heads(page,
                {{plot.name_head}, {"Share"}, {plot.count_head, "number"}, {"Of all", "number"}});
    page.element("tbody", [&] {
      for (const ShareRow& row : plot.rows) {
        page.open("tr");
        write_name(page, row.name, row.href);
        page.element("td", [&] { write_lying(page, "plot-share", row.count, most); });
        page.element("td", {{"class", "number"}}, grouped(row.count));
        page.element("td", {{"class", "number"}},
                     plot.whole > 0
                         ? fmt::format("{:.0f} %", 100.0 * static_cast<double>(row.count) /
                                                       static_cast<double>(plot.whole))
                         : std::string("–"));
        page.close("tr");
      }
    });
  });
}

}  // namespace cabled::serve
