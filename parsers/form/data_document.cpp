#include "parsers/form/data_document.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>
#include <vector>

#include "parsers/dump/csv_dump.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/web/xml_scanner.h"

namespace cabled {
namespace {

/// A value of one line up to this long is a fact, everything else is text.
constexpr std::size_t kLongestFact = 200;
constexpr std::size_t kSniffed = 1024;

bool is_text(std::string_view value) noexcept {
  return value.find('\n') != std::string_view::npos || value.size() > kLongestFact;
}

bool is_html(std::string_view value) noexcept {
  static constexpr std::array<std::string_view, 6> kTags{"<p",   "<br",   "<pre",
                                                         "<div", "<code", "<blockquote"};
  return std::ranges::any_of(
      kTags, [value](std::string_view tag) { return ascii::icontains(value, tag); });
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

/// The page that is made of the values.
class HtmlWriter {
 public:
  void add(std::string_view name, std::string_view value) {
    value = trimmed(value);
    if (value.empty()) return;
    if (!is_text(value)) {
      close();
      html_ += "<p>" + escaped(name) + ": " + escaped(value) + "</p>\n";
      return;
    }
    has_text_ = true;
    if (is_html(value)) {
      close();
      html_ += "<div>";
      html_ += value;
      html_ += "</div>\n";
      return;
    }
    // Header and body are one telegram. HTML takes away a line end behind <pre>.
    html_ += is_open_ ? "\n" : "<pre>\n";
    is_open_ = true;
    html_ += escaped(value);
  }

  std::optional<std::string> finish() {
    close();
    return has_text_ ? std::optional(std::move(html_)) : std::nullopt;
  }

 private:
  static std::string_view trimmed(std::string_view value) noexcept {
    while (!value.empty() && (value.front() == '\n' || value.front() == '\r')) {
      value.remove_prefix(1);
    }
    while (!value.empty() && ascii::is_space(value.back())) value.remove_suffix(1);
    return value;
  }

  void close() {
    if (std::exchange(is_open_, false)) html_ += "</pre>\n";
  }

  std::string html_ = "<!DOCTYPE html>\n";
  bool is_open_ = false;
  bool has_text_ = false;
};

/// Goes over JSON and gives each string value with the name it stands under. Nesting is counted
/// alone, so that depth costs nothing.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  /// False when it is no JSON.
  bool read(HtmlWriter& out) {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        auto value = string();
        if (!value) return false;
        take(std::move(*value), out);
      } else if (c == '{' || c == '[') {
        ++depth_;
        give_items(out);
        in_array_ = c == '[';
        array_name_ = std::exchange(name_, {});
      } else if (c == '}' || c == ']') {
        if (depth_-- == 0) return false;
        give_items(out);
        in_array_ = false;
      } else if (!ascii::is_space(c) && !is_scalar(c)) {
        return false;
      }
    }
    return depth_ == 0;
  }

 private:
  static bool is_scalar(char c) noexcept {
    return ascii::is_alnum(c) || std::string_view(",:+-.").find(c) != std::string_view::npos;
  }

  void take(std::string value, HtmlWriter& out) {
    std::size_t next = at_ + 1;
    while (next < text_.size() && ascii::is_space(text_[next])) ++next;
    if (next < text_.size() && text_[next] == ':') {
      name_ = std::move(value);
    } else if (in_array_) {
      items_.push_back(std::move(value));
    } else {
      out.add(name_, value);
    }
  }

  /// The items of a list: where they are many, the lines of a text.
  void give_items(HtmlWriter& out) {
    constexpr std::size_t kFewestLines = 8;
    if (items_.size() < kFewestLines) {
      for (const std::string& item : items_) out.add(array_name_, item);
    } else {
      std::string text;
      for (const std::string& item : items_) text.append(item).append(1, '\n');
      out.add(array_name_, text);
    }
    items_.clear();
  }

  std::optional<unsigned> hex() {
    if (at_ + 4 >= text_.size()) return std::nullopt;
    unsigned code = 0;
    const char* const begin = text_.data() + at_ + 1;
    const auto [end, error] = std::from_chars(begin, begin + 4, code, 16);
    if (error != std::errc() || end != begin + 4) return std::nullopt;
    at_ += 4;
    return code;
  }

  /// The string whose quotation mark stands at `at_`; leaves `at_` at the one that ends it.
  std::optional<std::string> string() {
    std::string value;
    while (++at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') return value;
      if (c != '\\') {
        value += c;
      } else if (++at_ >= text_.size() || !unescape(value)) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

  bool unescape(std::string& value) {
    constexpr unsigned kHighSurrogate = 0xD800;
    constexpr unsigned kLowSurrogate = 0xDC00;
    const char c = text_[at_];
    static constexpr std::string_view kLetters = "nrtbf\"\\/";
    static constexpr std::string_view kMeant = "\n\r\t\b\f\"\\/";
    if (const std::size_t letter = kLetters.find(c); letter != std::string_view::npos) {
      value += kMeant[letter];
      return true;
    }
    if (c != 'u') return false;
    auto code = hex();
    if (!code) return false;
    if (*code >= kHighSurrogate && *code < kLowSurrogate &&
        text_.substr(at_ + 1).starts_with("\\u")) {
      at_ += 2;
      const auto low = hex();
      if (!low) return false;
      *code = 0x10000 + ((*code - kHighSurrogate) << 10U) + (*low & 0x3FFU);
    }
    append_utf8(value, *code);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::string name_;
  bool in_array_ = false;  ///< the innermost that is open and of which nothing has closed yet
  std::string array_name_;
  std::vector<std::string> items_;  ///< of that list
};

std::optional<std::string> html_of_json(std::string_view text) {
  HtmlWriter out;
  if (!JsonReader(text).read(out)) return std::nullopt;
  return out.finish();
}

bool is_xml_but_not_html(std::string_view text) {
  const std::string_view head = text.substr(0, kSniffed);
  if (!head.starts_with("<?xml")) return false;
  return !ascii::icontains(head, "<html") && !ascii::icontains(head, "<!doctype html");
}

std::optional<std::string> html_of_xml(std::string_view text) {
  HtmlWriter out;
  XmlScanner scanner(text);
  std::string name;
  std::string value;
  for (auto event = scanner.next(); event != XmlScanner::Event::kDone; event = scanner.next()) {
    if (event == XmlScanner::Event::kText) {
      value += scanner.text();
      continue;
    }
    if (!ascii::trim(value).empty()) out.add(name, value);
    value.clear();
    if (event == XmlScanner::Event::kStart) name = scanner.local_name();
  }
  return out.finish();
}

std::optional<std::string> html_of_rows(std::string_view text) {
  CsvDumpReader reader;
  reader.push(text);
  reader.finish();
  HtmlWriter out;
  while (const auto row = reader.next()) {
    if (!row->error.empty()) continue;
    const auto& columns = row->columns;
    // A body on one line lost its breaks, which are set again elsewhere.
    if (columns[DumpRow::kBody].find('\n') == std::string::npos) return std::nullopt;
    out.add("date", columns[DumpRow::kDate]);
    out.add("refid", columns[DumpRow::kReference]);
    out.add("origin", columns[DumpRow::kOrigin]);
    out.add("classification", columns[DumpRow::kClassification]);
    out.add("header", columns[DumpRow::kHeader]);
    out.add("body", columns[DumpRow::kBody]);
  }
  return out.finish();
}

}  // namespace

std::optional<std::string> data_document_as_html(std::string_view utf8) {
  const std::size_t begin = utf8.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return std::nullopt;
  utf8.remove_prefix(begin);
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  if (utf8.starts_with('{') || utf8.starts_with('[')) return html_of_json(utf8);
  if (utf8.starts_with('<')) return is_xml_but_not_html(utf8) ? html_of_xml(utf8) : std::nullopt;
  if (begins_like_row(utf8.substr(0, utf8.find('\n')), CsvLayout{})) return html_of_rows(utf8);
  return std::nullopt;
}

}  // namespace cabled
