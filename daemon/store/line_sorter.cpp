#include "daemon/store/line_sorter.h"

#include <algorithm>
#include <optional>
#include <queue>
#include <utility>

#include "daemon/store/scratch_file.h"

namespace cabled {
namespace {

// A run that is read takes a window of 256 kB and a descriptor.
constexpr std::size_t kMostRuns = 64;
constexpr std::size_t kWriteBlock = std::size_t{1} << 20U;

/// Reads the lines of one sorted run.
class RunReader {
 public:
  explicit RunReader(FileWindow file) : file_(std::move(file)) {}

  /// Nothing at the end.
  Result<std::optional<std::string>> next() {
    std::string line;
    while (true) {
      const auto bytes = file_.peek();
      if (!bytes) return tl::unexpected(bytes.error());
      if (bytes->empty()) return std::nullopt;
      const std::size_t end = bytes->find('\n');
      line += bytes->substr(0, end);
      file_.consume(end == std::string_view::npos ? bytes->size() : end + 1);
      if (end != std::string_view::npos) return line;
    }
  }

 private:
  FileWindow file_;
};

struct Head {
  std::string line;
  std::size_t run;
  bool operator>(const Head& other) const { return line > other.line; }
};

/// Collects lines into large writes.
class RunWriter {
 public:
  explicit RunWriter(const FileDescriptor& file) : file_(file) {}

  void add(std::string_view line) {
    block_.append(line) += '\n';
    if (block_.size() >= kWriteBlock) flush();
  }
  Result<void> finish() {
    flush();
    return std::move(written_);
  }

 private:
  void flush() {
    if (written_) written_ = write_scratch(file_, block_);
    block_.clear();
  }

  const FileDescriptor& file_;
  std::string block_;
  Result<void> written_;
};

}  // namespace

Result<void> LineSorter::add(std::string line) {
  held_ += line.size() + sizeof(std::string);
  lines_.push_back(std::move(line));
  if (held_ < memory_) return {};
  return spill();
}

Result<void> LineSorter::finish(const std::function<void(std::string_view)>& visit) {
  if (runs_.empty()) {
    std::ranges::sort(lines_);
    for (const std::string& line : lines_) visit(line);
    return {};
  }
  if (auto spilt = spill(); !spilt) return spilt;
  return merge(visit);
}

Result<void> LineSorter::spill() {
  std::ranges::sort(lines_);
  auto file = make_scratch_file(folder_);
  if (!file) return tl::unexpected(file.error());
  RunWriter out(*file);
  for (const std::string& line : lines_) out.add(line);
  if (auto written = out.finish(); !written) return written;
  lines_.clear();
  held_ = 0;
  runs_.push_back(std::move(*file));
  if (runs_.size() < kMostRuns) return {};

  auto joined = make_scratch_file(folder_);
  if (!joined) return tl::unexpected(joined.error());
  RunWriter all(*joined);
  if (auto merged = merge([&](std::string_view line) { all.add(line); }); !merged) return merged;
  if (auto written = all.finish(); !written) return written;
  runs_.push_back(std::move(*joined));
  return {};
}

/// Uses the runs up.
Result<void> LineSorter::merge(const std::function<void(std::string_view)>& visit) {
  std::vector<RunReader> readers;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  const auto take_next = [&](std::size_t run) -> Result<void> {
    auto line = readers[run].next();
    if (!line) return tl::unexpected(line.error());
    if (*line) heads.push({std::move(**line), run});
    return {};
  };
  for (FileDescriptor& run : std::exchange(runs_, {})) {
    auto window = FileWindow::take(std::move(run), "scratch file");
    if (!window) return tl::unexpected(window.error());
    readers.emplace_back(std::move(*window));
    if (auto taken = take_next(readers.size() - 1); !taken) return taken;
  }
  while (!heads.empty()) {
    visit(heads.top().line);
    const std::size_t run = heads.top().run;
    heads.pop();
    if (auto taken = take_next(run); !taken) return taken;
  }
  return {};
}

}  // namespace cabled
