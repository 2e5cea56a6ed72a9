#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "daemon/codec/content_decoding.h"
#include "daemon/serve/html/amounts.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/page.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/store/segment_reader.h"
#include "db/query/copy_captures.h"
#include "parsers/model/ascii.h"
#include "parsers/web/http_head.h"

namespace cabled::serve {
namespace {

// Pages of cables are a few hundred kilobytes; each answer is held in memory whole.
constexpr std::size_t kLongestShown = std::size_t{4} << 20U;

// Whatever the bytes say, a browser shows them as text and runs nothing of them.
constexpr std::string_view kRawPolicy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

std::optional<std::int64_t> capture_number(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [at, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || at != end || number <= 0) return std::nullopt;
  return number;
}

// The page that says why the bytes are not shown.
HttpResponse withheld_page(const Visit& visit, int status, const db::RawCapture& capture,
                           const std::string& why) {
  Page page(visit, {.title = "Raw page not shown"});
  page.element("h1", "This raw page cannot be shown");
  page.element("p", {{"class", "prose"}}, why);
  page.element("dl", {{"class", "facts"}}, [&] {
    page.element("dt", "Address");
    page.element("dd", [&] { page.outside_link(capture.url); });
    page.element("dt", "Received");
    page.element("dd", long_time(capture.received_at));
    page.element("dt", "Size");
    page.element("dd", byte_words(capture.bytes));
    page.element("dt", "Kept in");
    page.element("dd", capture.where.segment);
    page.element("dt", "SHA-256");
    page.element("dd", [&] { page.element("code", capture.payload.hex()); });
  });
  page.element("p", [&] {
    page.link(Address("/cable").below(visit.captured[0]).below("copies"),
              "All copies of this cable");
  });
  return std::move(page).response(status);
}

std::string coding_of(const StoredRecord& record) {
  const auto head = read_http_head(record.head);
  if (!head) return {};
  return std::string(find_field(head->fields, "Content-Encoding").value_or(""));
}

// The name of a character set as a header may have it.
std::string charset_of(const db::RawCapture& capture) {
  const auto fits = [](char c) { return ascii::is_alnum(c) || c == '-' || c == '_'; };
  const bool is_name = !capture.charset.empty() && capture.charset.size() <= 40 &&
                       std::ranges::all_of(capture.charset, fits);
  return is_name ? capture.charset : "utf-8";
}

HttpResponse bytes_of(const db::RawCapture& capture, std::int64_t number, std::string bytes) {
  HttpResponse response;
  response.content_type = "text/plain; charset=" + charset_of(capture);
  response.headers = {
      {"Content-Security-Policy", std::string(kRawPolicy)},
      {"Content-Disposition", "inline; filename=\"capture-" + std::to_string(number) + ".txt\""},
      {"X-Robots-Tag", "noindex"}};
  response.body = std::move(bytes);
  return response;
}

HttpResponse read_bytes(const Visit& visit, const db::RawCapture& capture, std::int64_t number) {
  if (capture.bytes > kLongestShown) {
    return withheld_page(visit, 403, capture,
                         "It is longer than what is shown here, " + byte_words(kLongestShown) +
                             ". Whoever runs this site can take it from the archive.");
  }
  Result<StoredRecord> record = SegmentReader(visit.site.archive_folder).read(capture.where);
  if (!record || Digest::of(record->body) != capture.payload) {
    return withheld_page(visit, 404, capture,
                         "Its file is not in the archive on this machine, or is damaged. What was "
                         "read from it is still here.");
  }
  const std::string coding = coding_of(*record);
  DecodedContent content =
      decode_content(std::move(record->body), coding, {.max_output = 2 * kLongestShown});
  if (content.error && content.error->kind == ErrorKind::kRefused) {
    return withheld_page(
        visit, 403, capture,
        "Unpacked, it is longer than what is shown here, " + byte_words(2 * kLongestShown) + ".");
  }
  return bytes_of(capture, number, std::move(content.bytes));
}

}  // namespace

HttpResponse raw_page(const Visit& visit) {
  const auto number = capture_number(visit.captured[1]);
  if (!number) return not_found_page(visit, "A capture has a number, such as 17.");
  const std::string& id = visit.captured[0];
  const auto capture =
      visit.site.database.ask([&](pqxx::work& tx) { return db::raw_capture_of(tx, id, *number); });
  if (!capture) return unanswered_page(visit, capture.error());
  if (!*capture) {
    return not_found_page(visit,
                          "No capture with this number gave a copy of that cable. Captures go when "
                          "the import that brought them is taken back.");
  }
  const db::RawCapture& found = **capture;
  if (found.raw == db::RawState::kDeleted) {
    return withheld_page(visit, 410, found,
                         "Its file was deleted on " + long_day(found.deleted_at.value_or("")) +
                             ", since the archive keeps pages for a time or up to a size only. "
                             "What was read from it is still here.");
  }
  return read_bytes(visit, found, *number);
}

}  // namespace cabled::serve
