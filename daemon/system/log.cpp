#include "daemon/system/log.h"

#include <fmt/chrono.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "daemon/system/terminal.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled::log {
namespace {

struct LevelName {
  std::string_view name;
  spdlog::level::level_enum spdlog;
  std::string_view journal_priority;  ///< syslog's numbers, as sd-daemon(3) reads them
};

constexpr std::array<LevelName, 6> kLevels{{{"trace", spdlog::level::trace, "<7>"},
                                            {"debug", spdlog::level::debug, "<7>"},
                                            {"info", spdlog::level::info, "<6>"},
                                            {"warning", spdlog::level::warn, "<4>"},
                                            {"error", spdlog::level::err, "<3>"},
                                            {"off", spdlog::level::off, ""}}};

const LevelName& names_of(Level level) { return kLevels.at(static_cast<std::size_t>(level)); }

/// Lines go through ErrorOutput so that they never tear a progress bar.
class ErrorOutputSink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    ErrorOutput::instance().write_line({message.payload.data(), message.payload.size()});
  }
  void flush_() override {}
};

spdlog::logger& logger() {
  static spdlog::logger instance("cabled", std::make_shared<ErrorOutputSink>());
  return instance;
}

std::atomic<Format>& current_format() {
  static std::atomic<Format> format{default_format()};
  return format;
}

/// RFC 3339 in UTC with milliseconds.
std::string now_text() {
  const auto now =
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                     (now - seconds).count());
}

bool may_stand_bare(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    return c > ' ' && c < '\x7f' && c != '"' && c != '\\' && c != '=';
  });
}

/// Quotes are written by us alone: a value's own quotes and backslashes are escaped first.
std::string in_quotes(std::string_view value) {
  std::string inner;
  for (const char c : value) {
    if (c == '"' || c == '\\') inner += '\\';
    inner += c;
  }
  return '"' + printable_line(inner) + '"';
}

}  // namespace

Result<Level> parse_level(std::string_view name) {
  const auto found = std::ranges::find(kLevels, name, &LevelName::name);
  if (found == kLevels.end()) {
    return fail(ErrorKind::kInvalid,
                "'{}' is no log level; hint: trace, debug, info, warning, error or off", name);
  }
  return static_cast<Level>(found - kLevels.begin());
}

Format default_format() {
  // JOURNAL_STREAM is inherited by shells in services too, so the numbers must be our stderr's.
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (stream == nullptr || ::fstat(STDERR_FILENO, &status) != 0) return Format::kText;
  return fmt::format("{}:{}", status.st_dev, status.st_ino) == stream ? Format::kJournal
                                                                      : Format::kText;
}

void configure(Level level, Format format) {
  current_format() = format;
  logger().set_level(names_of(level).spdlog);
}

bool is_enabled(Level level) { return logger().should_log(names_of(level).spdlog); }

void write(Level level, std::string_view event, Fields fields) {
  if (!is_enabled(level)) return;
  std::string line;
  switch (current_format().load()) {
    case Format::kText:
      line = fmt::format("{} {:<7} {}", now_text(), names_of(level).name, text_line(event, fields));
      break;
    case Format::kJournal:
      line = fmt::format("{}{}", names_of(level).journal_priority, text_line(event, fields));
      break;
    case Format::kJson:
      line = json_line(now_text(), level, event, fields);
      break;
  }
  // "{}" because content used as a format string would be dropped or misread.
  logger().log(names_of(level).spdlog, "{}", line);
}

std::string text_line(std::string_view event, Fields fields) {
  std::string line(event);
  for (const Field& field : fields) {
    const bool bare = !field.is_text() || may_stand_bare(field.value());
    line.append(" ").append(field.key()).append("=");
    line.append(bare ? field.value() : in_quotes(field.value()));
  }
  return line;
}

std::string json_line(std::string_view time, Level level, std::string_view event, Fields fields) {
  // Escaping non-ASCII keeps C1 and bidirectional controls off terminals; JSON readers undo it.
  const auto literal = [](std::string_view text) {
    return nlohmann::json(Utf8Text::sanitized(std::string(text)).str()).dump(-1, ' ', true);
  };
  std::string line = fmt::format(R"({{"time":{},"level":{},"event":{})", literal(time),
                                 literal(names_of(level).name), literal(event));
  for (const Field& field : fields) {
    // NaN and infinities have no JSON number.
    const bool bare = !field.is_text() && field.value().find_first_of("nN") == std::string::npos;
    const bool boolean = field.value() == "true" || field.value() == "false";
    line +=
        fmt::format(",{}:{}", literal(field.key()),
                    !field.is_text() && (bare || boolean) ? field.value() : literal(field.value()));
  }
  return line + '}';
}

}  // namespace cabled::log
