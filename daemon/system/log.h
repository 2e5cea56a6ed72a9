#pragma once

#include <fmt/format.h>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

/// The daemon's log on standard error: one event a line, `noun verb key=value …`.
///
/// The log is for people. It is never the record of work: that is the database. Values may come
/// from the network; they are escaped so that none can forge a line or reach a terminal raw.
namespace cabled::log {

enum class Level { kTrace, kDebug, kInfo, kWarning, kError, kOff };

enum class Format {
  kText,     ///< time, level, event
  kJournal,  ///< <N> priority and event; the journal keeps the time
  kJson,     ///< one object a line
};

/// A named value of an event. Numbers and booleans stay bare; text is escaped.
class Field {
 public:
  Field(std::string_view key, std::string_view text) : key_(key), value_(text), is_text_(true) {}
  Field(std::string_view key, const std::string& text) : Field(key, std::string_view(text)) {}
  Field(std::string_view key, const char* text) : Field(key, std::string_view(text)) {}
  Field(std::string_view key, bool value) : key_(key), value_(value ? "true" : "false") {}
  template <typename Number>
  requires std::integral<Number> || std::floating_point<Number> Field(std::string_view key,
                                                                      Number value)
      : key_(key), value_(fmt::format("{}", value)) {}

  std::string_view key() const noexcept { return key_; }
  const std::string& value() const noexcept { return value_; }
  bool is_text() const noexcept { return is_text_; }

 private:
  std::string_view key_;  ///< a literal: keys are ours, never the network's
  std::string value_;
  bool is_text_ = false;
};

using Fields = std::initializer_list<Field>;

/// "trace", "debug", "info", "warning", "error" or "off".
Result<Level> parse_level(std::string_view name);

/// How events look on this standard error when nothing else is asked for: kJournal when systemd
/// says that it is connected to the journal, else kText.
Format default_format();

/// Sets level and looks for the whole process; may be called again, from any thread.
void configure(Level level, Format format);

bool is_enabled(Level level);

/// Logs `event` (ours, a literal) with its fields; from any thread.
void write(Level level, std::string_view event, Fields fields);

inline void debug(std::string_view event, Fields fields = {}) {
  write(Level::kDebug, event, fields);
}
inline void info(std::string_view event, Fields fields = {}) { write(Level::kInfo, event, fields); }
inline void warn(std::string_view event, Fields fields = {}) {
  write(Level::kWarning, event, fields);
}
inline void error(std::string_view event, Fields fields = {}) {
  write(Level::kError, event, fields);
}

/// The line of one event without its end and without time or level, in text or JSON form.
std::string text_line(std::string_view event, Fields fields);
std::string json_line(std::string_view time, Level level, std::string_view event, Fields fields);

}  // namespace cabled::log
