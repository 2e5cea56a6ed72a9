#include "daemon/reparse/stored_page.h"

#include <utility>

#include "daemon/json/dump_columns_json.h"
#include "daemon/pipeline/settle_page.h"

namespace cabled {
namespace {

ImportedPage imported_page(const db::StoredCapture& capture, StoredRecord record) {
  ImportedPage page;
  page.bytes = std::move(record.body);
  page.content_type = capture.content_type;
  page.status = capture.status;
  if (capture.row_facts) page.columns = columns_from_json(*capture.row_facts);
  return page;
}

FetchResponse response_of(const db::StoredCapture& capture, StoredRecord record) {
  FetchResponse response;
  response.status = capture.status;
  response.response_head = std::move(record.head);
  response.body = std::move(record.body);
  return response;
}

}  // namespace

Result<WriteJob> read_again(const db::StoredCapture& capture, const SegmentReader& archive,
                            const CrawlRules& rules) {
  Result<StoredRecord> record = archive.read(capture.where);
  if (!record) return tl::unexpected(record.error());
  if (Digest::of(record->body) != capture.payload) {
    return fail(ErrorKind::kInvalid, "wrong payload at '{}@{}'", capture.where.segment,
                capture.where.offset);
  }
  ArchivedPage page{.errand = ReadAgain{capture.source_id},
                    .url = capture.url,
                    .at = capture.fetched_at,
                    .content = FetchFailure{}};
  if (capture.imported) {
    page.content =
        ArchivedImport{imported_page(capture, std::move(*record)), capture.payload, capture.where};
  } else {
    page.content =
        ArchivedResponse{response_of(capture, std::move(*record)), capture.payload, capture.where};
  }
  return settle_page(std::move(page), rules);
}

}  // namespace cabled
