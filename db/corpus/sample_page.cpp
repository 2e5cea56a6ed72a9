#include "db/corpus/sample_page.h"

#include <string>
#include <vector>

#include "db/corpus/page_store.h"

namespace cabled::db {
namespace {

// No site has this name (RFC 2606), and no post the one in the id.
constexpr const char* kSite = "sample.invalid";
constexpr const char* kText = "THE SAMPLE IS STORED, AND TAKEN BACK AT ONCE.\n";

PageWrite page_at(const std::string& path) {
  PageWrite page;
  CaptureRow capture{.url = Utf8Text::sanitized(fmt::format("https://{}/{}", kSite, path)),
                     .payload = Digest::of(path),
                     .source_id = std::nullopt,
                     .content_type = Utf8Text::sanitized("text/plain"),
                     .charset = "utf-8",
                     .where = {"sample.warc.gz", 0, 1},
                     .flags = {}};
  capture.imported = true;
  page.capture = std::move(capture);
  return page;
}

PageWrite sample_cable() {
  PageWrite page = page_at("cable");
  page.ruling.verdict = Verdict::kStored;
  page.rendition =
      RenditionRow{.cable_id = "66SAMPLEPOST1",
                   .year = 1966,
                   .station = "SAMPLEPOST",
                   .serial = 1,
                   .sent_at = "1966-01-02T03:04:00Z",
                   .classification = "UNCLASSIFIED",
                   .tags = {"PREL"},
                   .subject = "A SAMPLE",
                   .fields = R"({"id": "66SAMPLEPOST1", "subject": "A SAMPLE", "tags": ["PREL"]})",
                   .text = kText,
                   .content_key = Digest::of(kText),
                   .site = kSite,
                   .links = {}};
  return page;
}

PageWrite sample_rejection() {
  PageWrite page = page_at("rejection");
  page.capture->outcome = Outcome::kError;
  page.ruling = {Verdict::kFailed, Reason::kUnstorable, Utf8Text::sanitized("a sample")};
  return page;
}

}  // namespace

void store_sample_pages(pqxx::work& tx) {
  const std::vector<PageWrite> pages{sample_cable(), sample_rejection()};
  tx.exec("SAVEPOINT sample");
  store_pages(tx, pages, {});
}

void take_sample_pages_back(pqxx::work& tx) { tx.exec("ROLLBACK TO SAVEPOINT sample"); }

}  // namespace cabled::db
