#include "tests/support/sample_rows.h"

#include <utility>

namespace cabled::test {
namespace {

db::CaptureRow capture_of(const std::string& url, const std::string& body) {
  return {.url = Utf8Text::sanitized(url),
          .payload = Digest::of(body),
          .source_id = std::nullopt,
          .imported = true,
          .status = 200,
          .fetched_at = std::chrono::seconds(1'290'967'200),
          .content_type = Utf8Text::sanitized("text/html"),
          .charset = "utf-8",
          .payload_bytes = body.size(),
          .where = {"segment.warc.gz", 0, 1},
          .outcome = db::Outcome::kCable,
          .flags = {},
          .parser_version = 1};
}

}  // namespace

db::PageWrite cable_page(const std::string& url, const std::string& cable_id,
                         const std::string& text, int completeness) {
  db::PageWrite page;
  page.ruling.verdict = db::Verdict::kStored;
  page.capture = capture_of(url, url + text);
  page.rendition = db::RenditionRow{
      .cable_id = cable_id,
      .year = 2009,
      .station = "LISBON",
      .serial = 7,
      .sent_at = "2009-05-04T12:30:00Z",
      .classification = "UNCLASSIFIED",
      .tags = {"PREL", "PO"},
      .subject = "HARBOUR TALKS",
      .fields = R"({"id": ")" + cable_id + R"(", "subject": "HARBOUR TALKS", "tags": ["PREL"]})",
      .text = text,
      .content_key = Digest::of(text),
      .fingerprint = 0,
      .completeness = completeness,
      .site = "a.example",
      .links = {}};
  return page;
}

db::PageWrite page_with_all(std::vector<db::PageWrite> pages) {
  db::PageWrite all = std::move(pages.front());
  for (std::size_t i = 1; i < pages.size(); ++i) {
    all.further.push_back(std::move(*pages[i].rendition));
  }
  return all;
}

std::vector<db::Stored> what_became(std::span<const db::StoredPage> pages) {
  std::vector<db::Stored> all;
  for (const db::StoredPage& page : pages) all.push_back(page.as);
  return all;
}

db::PageWrite rejected_page(const std::string& url, const std::string& reason) {
  db::PageWrite page;
  page.capture = capture_of(url, url);
  page.capture->outcome = db::Outcome::kNotACable;
  page.ruling = {db::Verdict::kRefused, db::Reason::kNotACable, Utf8Text::sanitized(reason)};
  return page;
}

db::NewUrl page_url(const std::string& path, int priority) {
  db::NewUrl url;
  url.url = "http://a.example" + path;
  url.origin = "http://a.example";
  url.priority = priority;
  return url;
}

}  // namespace cabled::test
