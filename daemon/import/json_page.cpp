#include "daemon/import/json_page.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "daemon/json/base64.h"
#include "parsers/dump/csv_columns.h"
#include "parsers/dump/csv_values.h"
#include "parsers/model/ascii.h"
#include "parsers/page/content_kind.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace {

using Json = nlohmann::json;

// {"hits": {"hits": [{"_source": …}]}} is the deepest that search engines give.
constexpr int kDeepest = 5;
constexpr std::array<std::string_view, 6> kHtmlKeys{"html",     "raw_html",  "page_source",
                                                    "bodyhtml", "body_html", "markup"};
constexpr std::array<std::string_view, 7> kDateKeys{
    "date", "crawled", "crawled_at", "fetched_at", "scraped_at", "captured_at", "timestamp"};

/// The text that a value comes to; "" when it is none. {"$date": {"$numberLong": "…"}} is the
/// deepest that exports wrap one, in `wraps`.
std::string text_of(const Json& value, int wraps = 2) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  if (value.is_object() && value.size() == 1 && value.begin().key().starts_with('$')) {
    return wraps == 0 ? "" : text_of(value.begin().value(), wraps - 1);
  }
  std::string joined;
  if (!value.is_array()) return joined;
  for (const Json& part : value) {
    if (!part.is_string()) return "";
    if (!joined.empty()) joined += '\n';
    joined += part.get_ref<const std::string&>();
  }
  return joined;
}

/// An object's values by what they are.
class PageKeys {
 public:
  PageKeys(const Json& object, const DumpHints& hints) : object_(object), hints_(hints) {}

  std::string exact(std::string_view key) const {
    const auto found = object_.find(std::string(key));
    return found == object_.end() ? "" : text_of(*found);
  }

  /// By --map, else the first of `keys` that there is.
  template <typename Keys>
  std::string any(const char* value, const Keys& keys) const {
    if (const auto key = hints_.json_key.find(value); key != hints_.json_key.end()) {
      return exact(key->second);
    }
    for (const std::string_view key : keys) {
      if (std::string text = exact(key); !text.empty()) return text;
    }
    return "";
  }

  /// By --map, else the first key that is a name of this column.
  std::string column(const char* value, DumpRow::Column column) const {
    if (const auto key = hints_.json_key.find(value); key != hints_.json_key.end()) {
      return exact(key->second);
    }
    for (const auto& [key, held] : object_.items()) {
      if (column_of_name(key) != column) continue;
      if (std::string text = text_of(held); !text.empty()) return text;
    }
    return "";
  }

 private:
  const Json& object_;
  const DumpHints& hints_;
};

bool is_html(const std::string& text) {
  return ascii::trim(text).starts_with('<') &&
         content_kind({text.substr(0, 8192), "", ""}) == ContentKind::kHtml;
}

/// Sets what the page is: bytes and type.
Result<void> read_content(const PageKeys& keys, JsonPage& page) {
  if (const std::string base64 =
          keys.any("html_base64", std::array{std::string_view("html_base64")});
      !base64.empty()) {
    auto bytes = decode_base64(base64);
    if (!bytes) return tl::unexpected(bytes.error());
    page.bytes = std::move(*bytes);
    page.content_type = "text/html";  // bytes in base64 are as they came
    return {};
  }
  // JSON is UTF-8, whatever the page once said of itself.
  page.content_type = "text/html; charset=utf-8";
  page.bytes = keys.any("html", kHtmlKeys);
  if (!page.bytes.empty()) return {};
  page.bytes = keys.column("text", DumpRow::kBody);
  if (is_html(page.bytes)) return {};
  page.content_type = "text/plain; charset=utf-8";
  if (page.bytes.empty()) return {};
  if (const std::string head = keys.column("header", DumpRow::kHeader); !head.empty()) {
    page.bytes = head + "\n\n" + page.bytes;
  }
  return {};
}

/// The page of an object; one without bytes when it holds none itself.
Result<JsonPage> read_object(const Json& object, const DumpHints& hints) {
  const PageKeys keys(object, hints);
  JsonPage page;
  if (auto read = read_content(keys, page); !read) return tl::unexpected(read.error());
  if (page.bytes.empty()) return page;
  const std::string type = keys.any("content_type", std::array{std::string_view("content_type")});
  if (!type.empty()) page.content_type = type;
  page.url = keys.column("url", DumpRow::kUrl);
  const std::string id = keys.column("id", DumpRow::kNumber);
  page.columns.reference =
      hints.json_key.contains("id") ? id : keys.column("id", DumpRow::kReference);
  if (page.columns.reference.empty() && is_row_reference(id)) page.columns.reference = id;
  page.columns.origin = keys.column("origin", DumpRow::kOrigin);
  page.columns.classification = keys.column("classification", DumpRow::kClassification);
  page.name = page.columns.reference.empty() ? id : page.columns.reference;
  // Where no page is told of, a date is the cable's.
  if (!page.url.empty()) page.date = keys.any("date", kDateKeys);
  return page;
}

Result<void> collect(const Json& value, const DumpHints& hints, int depth,
                     std::vector<JsonPage>& pages) {
  if (depth > kDeepest) return {};
  if (value.is_object()) {
    auto page = read_object(value, hints);
    if (!page) return tl::unexpected(page.error());
    if (!page->bytes.empty()) {
      pages.push_back(std::move(*page));
      return {};
    }
  }
  if (!value.is_object() && !value.is_array()) return {};
  for (const Json& held : value) {
    if (auto collected = collect(held, hints, depth + 1, pages); !collected) return collected;
  }
  return {};
}

/// Whether the lines of a text speak for a telegram, be it a body without its head.
bool looks_like_telegram(std::string_view text) {
  static constexpr std::size_t kLinesLookedAt = 80;
  static constexpr int kEnough = 6;
  int strength = 0;
  for (std::size_t line = 0; line < kLinesLookedAt && !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    strength += telegram_strength(classify_telegram_line(ascii::trim(text.substr(0, end))));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return strength >= kEnough;
}

bool holds_telegram(const Json& value, int depth) {
  if (value.is_string()) return looks_like_telegram(value.get_ref<const std::string&>());
  return depth <= kDeepest && value.is_structured() &&
         std::ranges::any_of(value,
                             [&](const Json& held) { return holds_telegram(held, depth + 1); });
}

}  // namespace

Result<std::vector<JsonPage>> pages_of_json(std::string_view text, const DumpHints& hints) {
  const Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) return fail(ErrorKind::kInvalid, "damaged JSON");
  if (!value.is_object() && !value.is_array()) return fail(ErrorKind::kInvalid, "no JSON object");
  std::vector<JsonPage> pages;
  if (auto collected = collect(value, hints, 0, pages); !collected) {
    return tl::unexpected(collected.error());
  }
  if (!pages.empty() || !holds_telegram(value, 0)) return pages;
  std::vector<std::string> keys;
  static constexpr std::size_t kMostNamed = 12;
  for (auto key = value.begin();
       value.is_object() && key != value.end() && keys.size() < kMostNamed; ++key) {
    keys.push_back(key.key().substr(0, 40));
  }
  return fail(ErrorKind::kInvalid,
              "JSON that holds a telegram under no known key ({}); hint: --map text=KEY",
              fmt::join(keys, ", "));
}

}  // namespace cabled
