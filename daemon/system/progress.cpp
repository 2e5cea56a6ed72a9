#include "daemon/system/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "daemon/system/log.h"
#include "daemon/system/terminal.h"
#include "daemon/system/words.h"

namespace cabled {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenRows = 100ms;
constexpr auto kBetweenLines = 10s;
constexpr auto kBetweenEvents = 1h;
constexpr auto kBetweenSamples = 1s;
constexpr std::size_t kSamples = 30;

std::string left_text(std::chrono::seconds left) {
  const std::int64_t seconds = left.count();
  if (seconds >= 3600) return fmt::format("{}h{:02}m", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{}m{:02}s", seconds / 60, seconds % 60);
  return fmt::format("{}s", seconds);
}

std::string rate_text(double per_second) {
  return per_second < 10 ? fmt::format("{:.1f}/s", per_second)
                         : fmt::format("{:.0f}/s", per_second);
}

bool has_total(const ProgressCounts& counts) { return counts.total > 0 || counts.total_bytes > 0; }

/// From 0 to 1; totals may be estimates, so more can be done than there was to do.
double fraction(const ProgressCounts& counts) {
  const bool by_bytes = counts.total == 0;
  const auto done = static_cast<double>(by_bytes ? counts.bytes : counts.done);
  return std::min(1.0, done / static_cast<double>(by_bytes ? counts.total_bytes : counts.total));
}

std::string bytes_text(const ProgressCounts& counts) {
  const auto total = static_cast<double>(counts.total_bytes);
  const auto [scale, name] = total >= 1e9   ? std::pair(1e9, "GB")
                             : total >= 1e6 ? std::pair(1e6, "MB")
                                            : std::pair(1e3, "kB");
  return fmt::format("{:.1f} of {:.1f} {}", static_cast<double>(counts.bytes) / scale,
                     total / scale, name);
}

std::string bar(double part, std::size_t width) {
  const auto filled = static_cast<std::size_t>(std::lround(part * static_cast<double>(width)));
  return fmt::format("[{}{}]", std::string(filled, '#'), std::string(width - filled, '.'));
}

}  // namespace

std::string progress_line(const ProgressView& view, const std::string& unit) {
  const ProgressCounts& counts = view.counts;
  std::string line = fmt::format("{}", counts.done);
  if (counts.total > 0) line += fmt::format(" of {}", counts.total);
  line += ' ' + unit;
  if (counts.total == 0 && counts.total_bytes > 0) line += ", " + bytes_text(counts);
  if (has_total(counts)) line += fmt::format(", {:.0f}%", std::floor(fraction(counts) * 100));
  if (view.per_second) line += ", " + rate_text(*view.per_second);
  if (counts.stored + counts.duplicates > 0) {
    line += fmt::format(", {} stored, {} duplicates", counts.stored, counts.duplicates);
  }
  if (counts.stored + counts.duplicates + counts.failures > 0) {
    line += fmt::format(", {} failures", counts.failures);
  }
  if (view.left) line += fmt::format(", {} left", left_text(*view.left));
  return line;
}

std::string progress_row(const ProgressView& view, const std::string& unit, std::size_t width) {
  static constexpr std::size_t kBarWidth = 20;
  std::string row = progress_line(view, unit);
  // The bar is what can be done without on a narrow terminal.
  if (has_total(view.counts) && row.size() + kBarWidth + 3 <= width) {
    row = bar(fraction(view.counts), kBarWidth) + ' ' + row;
  }
  if (row.size() > width) row.resize(width);
  return row;
}

std::string stopped_words(std::uint64_t done, std::string_view unit, std::string_view next) {
  return fmt::format("stopped after {} {}; {}", grouped(done), unit, next);
}

Progress::Style Progress::live_style() {
  return is_terminal(STDERR_FILENO) ? Style::kRow : Style::kSilent;
}

Progress::Style Progress::style_beside_results() {
  return is_terminal(STDOUT_FILENO) ? Style::kSilent : live_style();
}

Progress::Style Progress::standard_style() {
  if (is_terminal(STDERR_FILENO)) return Style::kRow;
  return log::default_format() == log::Format::kJournal ? Style::kLog : Style::kLines;
}

Progress::Style Progress::endless_style() {
  return is_terminal(STDERR_FILENO) ? Style::kRow : Style::kLog;
}

Progress::Progress(std::string unit, Style style, Time now)
    : unit_(std::move(unit)), style_(style), drawn_at_(now), samples_{{now, 0, 0}} {}

Progress::~Progress() {
  if (style_ == Style::kRow) ErrorOutput::instance().show_row("");
}

void Progress::update(const ProgressCounts& counts, Time now) {
  if (style_ == Style::kSilent) return;
  if (now - samples_.back().time >= kBetweenSamples) {
    samples_.push_back({now, counts.done, counts.bytes});
    if (samples_.size() > kSamples) samples_.pop_front();
  }
  if (style_ == Style::kRow && now - drawn_at_ >= kBetweenRows) {
    drawn_at_ = now;
    // The last column stays free: some terminals wrap as soon as it is written.
    const auto width = static_cast<std::size_t>(std::max(2, terminal_width(STDERR_FILENO)) - 1);
    ErrorOutput::instance().show_row(progress_row(view_of(counts, now), unit_, width));
  }
  const auto between = style_ == Style::kLog ? Time::duration(kBetweenEvents) : kBetweenLines;
  if (style_ != Style::kRow && now - drawn_at_ >= between) {
    drawn_at_ = now;
    write_line(view_of(counts, now));
  }
}

bool Progress::is_due(Time now) const {
  if (style_ == Style::kSilent) return false;
  const auto between = style_ == Style::kRow ? Time::duration(kBetweenRows) : kBetweenSamples;
  return now - drawn_at_ >= between;
}

void Progress::finish(const ProgressCounts& counts, Time now) {
  if (style_ == Style::kSilent) return;
  ProgressView view = view_of(counts, now);
  view.left.reset();
  if (style_ == Style::kRow) ErrorOutput::instance().show_row("");
  write_line(view);
}

void Progress::write_line(const ProgressView& view) {
  const ProgressCounts& counts = view.counts;
  if (counts.done == told_done_) return;
  told_done_ = counts.done;
  if (style_ != Style::kLog) {
    return ErrorOutput::instance().write_line(progress_line(view, unit_));
  }
  log::info("progress", {{unit_, counts.done},
                         {"stored", counts.stored},
                         {"duplicates", counts.duplicates},
                         {"failures", counts.failures}});
}

ProgressView Progress::view_of(const ProgressCounts& counts, Time now) const {
  ProgressView view{counts, std::nullopt, std::nullopt};
  const Sample& oldest = samples_.front();
  const double seconds = std::chrono::duration<double>(now - oldest.time).count();
  if (seconds <= 0) return view;
  if (counts.done > oldest.done) {
    view.per_second = static_cast<double>(counts.done - oldest.done) / seconds;
  }
  const bool by_bytes = counts.total == 0;
  const std::uint64_t done = by_bytes ? counts.bytes : counts.done;
  const std::uint64_t before = by_bytes ? oldest.bytes : oldest.done;
  const std::uint64_t total = by_bytes ? counts.total_bytes : counts.total;
  if (done > before && total > done) {
    const double left =
        static_cast<double>(total - done) * seconds / static_cast<double>(done - before);
    view.left = std::chrono::seconds(static_cast<std::int64_t>(std::ceil(left)));
  }
  return view;
}

}  // namespace cabled
