#include "daemon/rebuild/stored_visit.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "daemon/json/dump_columns_json.h"
#include "parsers/model/ascii.h"
#include "parsers/warc/warc_record.h"
#include "parsers/web/header_fields.h"
#include "parsers/web/http_head.h"
#include "parsers/web/web_date.h"

namespace cabled {
namespace {

constexpr int kOk = 200;

std::string field(const warc::ArchiveRecord& record, std::string_view name) {
  return std::string(find_field(record.header.fields, name).value_or(""));
}

std::optional<StoredVisit::Kind> kind_of(const std::string& type) {
  if (type == "response") return StoredVisit::Kind::kFetched;
  if (type == "revisit") return StoredVisit::Kind::kUnchanged;
  if (type == "resource") return StoredVisit::Kind::kImported;
  return std::nullopt;
}

std::optional<Digest> digest_in(std::string_view text) {
  static constexpr std::string_view kAlgorithm = "sha256:";
  if (!text.starts_with(kAlgorithm)) return std::nullopt;
  const auto digest = Digest::parse(text.substr(kAlgorithm.size()));
  return digest ? std::optional(*digest) : std::nullopt;
}

bool is_redirection(int status) { return status >= 300 && status < 400; }

bool redirects_with_cookie(const warc::ArchiveRecord& record) {
  const auto head = read_http_head(record.block);
  return head && is_redirection(head->status.value_or(0)) && find_field(head->fields, "set-cookie");
}

/// What nothing but the end of the connection ended, as the transfer says of it (response_head.h).
bool ends_by_closing(std::string_view head, int status) {
  if (!head.starts_with("HTTP/1") || status == 204 || status == 304) return false;
  const std::string coding = header_value(head, "x-archive-orig-transfer-encoding");
  const bool is_chunked = ascii::lower(coding).find("chunked") != std::string::npos;
  return !is_chunked && header_value(head, "content-length").empty();
}

Result<FetchResponse> response_of(const StoredVisit& visit, StoredRecord record) {
  FetchResponse response;
  const auto head = read_http_head(record.head);
  if (!head || !head->status) {
    return fail(ErrorKind::kInvalid, "no status at '{}@{}'", visit.where.segment,
                visit.where.offset);
  }
  response.status = *head->status;
  if (const auto to = find_field(head->fields, "location"); to && is_redirection(*head->status)) {
    const Result<Url> from = Url::parse(visit.url);
    if (!from) return tl::unexpected(from.error());
    response.redirect = from->resolve(*to);
  }
  response.length_unverified = ends_by_closing(record.head, response.status);
  response.truncated_by_cap = visit.is_cut;
  response.response_head = std::move(record.head);
  response.body = std::move(record.body);
  return response;
}

ImportedPage imported_page(const StoredVisit& visit, StoredRecord record) {
  ImportedPage page;
  page.bytes = std::move(record.body);
  // What the archive calls a page that came without a type.
  if (record.content_type != warc::kUnknownType) page.content_type = record.content_type;
  page.status = kOk;
  if (!visit.row_facts.empty()) page.columns = columns_from_json(visit.row_facts);
  return page;
}

}  // namespace

std::optional<StoredVisit> visit_of(const warc::ArchiveRecord& record, const std::string& segment) {
  const auto kind = kind_of(record.header.type);
  const auto date = read_w3c_date(record.header.date);
  if (!kind || !date) return std::nullopt;
  StoredVisit visit;
  visit.kind = *kind;
  visit.url = record.header.uri;
  visit.at = date->time_since_epoch();
  visit.where = {segment, record.offset, record.length};
  visit.payload = digest_in(field(record, "WARC-Payload-Digest"));
  visit.source = field(record, "Cabled-Source");
  visit.note = read_visit_note(field(record, "Cabled-Visit"));
  visit.row_facts = field(record, "Cabled-Row");
  visit.is_cut = *kind == StoredVisit::Kind::kFetched && !field(record, "WARC-Truncated").empty();
  visit.sets_cookie_on_the_way =
      *kind == StoredVisit::Kind::kFetched && redirects_with_cookie(record);
  return visit;
}

Result<ArchivedPage> read_page_of(const StoredVisit& visit, PageErrand errand,
                                  const SegmentReader& archive) {
  Result<StoredRecord> record = archive.read(visit.where);
  if (!record) return tl::unexpected(record.error());
  const bool is_whole = visit.kind != StoredVisit::Kind::kUnchanged;
  if (!visit.payload || (is_whole && Digest::of(record->body) != *visit.payload)) {
    return fail(ErrorKind::kInvalid, "wrong payload at '{}@{}'", visit.where.segment,
                visit.where.offset);
  }
  const Digest& payload = *visit.payload;
  ArchivedPage page{
      .errand = std::move(errand), .url = visit.url, .at = visit.at, .content = FetchFailure{}};
  if (visit.kind == StoredVisit::Kind::kImported) {
    page.content = ArchivedImport{imported_page(visit, std::move(*record)), payload, visit.where};
    return page;
  }
  auto response = response_of(visit, std::move(*record));
  if (!response) return tl::unexpected(response.error());
  page.content = ArchivedResponse{std::move(*response), payload, visit.where, !is_whole};
  return page;
}

}  // namespace cabled
