#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// How far a command has come.
struct ProgressCounts {
  std::uint64_t done = 0;
  std::uint64_t total = 0;  ///< 0: not known
  std::uint64_t stored = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t failures = 0;
  std::uint64_t bytes = 0;        ///< read of the files that hold what is counted
  std::uint64_t total_bytes = 0;  ///< of these files; 0: not known
};

/// What is drawn from the counts.
struct ProgressView {
  ProgressCounts counts;
  std::optional<double> per_second;
  std::optional<std::chrono::seconds> left;
};

/// One plain line: "1234 of 5000 pages, 24%, 210/s, …", or where only the files' size is known
/// "1234 pages, 1.2 of 5.0 GB, 24%, 210/s, …". What did not happen is not named.
std::string progress_line(const ProgressView& view, const std::string& unit);

/// One row of a terminal with a bar, at most `width` columns.
std::string progress_row(const ProgressView& view, const std::string& unit, std::size_t width);

/// A last word: "stopped after 4,352 pages; the same command goes on there". `next` is what is true
/// of the command.
std::string stopped_words(std::uint64_t done, std::string_view unit, std::string_view next);

/// Shows progress on standard error: a live row on a terminal, redrawn at most ten times a second;
/// a plain line every ten seconds elsewhere; an event of the log every hour for what runs for
/// years; nothing when quiet. A line is written only when something was done since the one before.
/// Used from one thread.
class Progress {
 public:
  enum class Style { kRow, kLines, kLog, kSilent };
  using Time = std::chrono::steady_clock::time_point;

  /// kRow on a terminal, kLines elsewhere, but kLog where the journal reads them.
  static Style standard_style();
  /// kRow on a terminal, kLog elsewhere: of what has no end.
  static Style endless_style();
  /// kRow on a terminal that does not get the results at the same time, kSilent elsewhere.
  static Style style_beside_results();
  /// kRow on a terminal, kSilent elsewhere.
  static Style live_style();

  /// `unit` is the plural of what is counted, such as "pages".
  Progress(std::string unit, Style style, Time now);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  Progress(Progress&&) = delete;
  Progress& operator=(Progress&&) = delete;
  /// Removes the live row.
  ~Progress();

  void update(const ProgressCounts& counts, Time now);
  /// Whether update() would show or remember anything: counting may cost more than asking.
  bool is_due(Time now) const;
  /// Shows the final state as a line that stays.
  void finish(const ProgressCounts& counts, Time now);

 private:
  struct Sample {
    Time time;
    std::uint64_t done;
    std::uint64_t bytes;
  };

  ProgressView view_of(const ProgressCounts& counts, Time now) const;
  /// The line of kLines and kLog, unless it would say what the one before did.
  void write_line(const ProgressView& view);

  std::string unit_;
  Style style_;
  Time drawn_at_;
  std::uint64_t told_done_ = 0;  ///< of the last line
  std::deque<Sample> samples_;   ///< one a second, the last half minute: the rate is taken over it
};

}  // namespace cabled
