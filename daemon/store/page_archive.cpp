#include "daemon/store/page_archive.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/store/disk_room.h"
#include "daemon/store/random_id.h"
#include "daemon/store/segment_name.h"
#include "daemon/store/segment_repair.h"
#include "parsers/model/ascii.h"
#include "parsers/warc/warc_record.h"
#include "parsers/web/header_fields.h"

namespace cabled {
namespace {

Packing packing_for(std::string_view response_head) {
  const std::string coding = header_value(response_head, "content-encoding");
  return coding.empty() || ascii::iequals(coding, "identity") ? Packing::kDeflated
                                                              : Packing::kStored;
}

}  // namespace

PageArchive::PageArchive(PageArchiveOptions options)
    : options_(std::move(options)), writer_(options_.segments) {}

Result<PageArchive> PageArchive::open(PageArchiveOptions options) {
  const std::string& folder = options.segments.folder;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorKind::kTransient, "cannot make folder '{}': {}", folder, error.message());
  }
  if (auto repaired = repair_segments(folder); !repaired) return tl::unexpected(repaired.error());
  return PageArchive(std::move(options));
}

Result<void> PageArchive::room() const {
  return disk_room(options_.segments.folder, options_.free_space_floor);
}

Result<ArchiveRef> PageArchive::add_fetched(const ArchivedExchange& exchange) {
  if (auto ready = writer_.prepare(); !ready) return tl::unexpected(ready.error());
  const std::string date = date_or_now(exchange.date);
  const std::string response_id = new_record_id();
  std::string request;
  std::string request_id;
  if (!exchange.request_head.empty()) {
    request_id = new_record_id();
    request = warc::build_request({request_id, date}, {exchange.url, exchange.ip, response_id},
                                  exchange.request_head);
  }
  const std::string response = warc::build_response(
      {response_id, date}, {exchange.url, exchange.ip, request_id},
      {exchange.response_head, exchange.body, exchange.truncated}, exchange.payload_digest);
  return writer_.append(request, response, packing_for(exchange.response_head));
}

Result<ArchiveRef> PageArchive::add_resource(const ArchivedResource& resource) {
  if (auto ready = writer_.prepare(); !ready) return tl::unexpected(ready.error());
  const std::string record =
      warc::build_resource({new_record_id(), date_or_now(resource.date)}, {resource.url, {}, {}},
                           {resource.content_type, resource.bytes}, resource.payload_digest);
  return writer_.append({}, record, Packing::kDeflated);
}

Result<ArchiveRef> PageArchive::add_revisit(const ArchivedRevisit& revisit) {
  if (auto ready = writer_.prepare(); !ready) return tl::unexpected(ready.error());
  const std::string date = date_or_now(revisit.date);
  const std::string revisit_id = new_record_id();
  std::string request;
  std::string request_id;
  if (!revisit.request_head.empty()) {
    request_id = new_record_id();
    request = warc::build_request({request_id, date}, {revisit.url, revisit.ip, revisit_id},
                                  revisit.request_head);
  }
  const std::string record =
      warc::build_revisit({revisit_id, date}, {revisit.url, revisit.ip, request_id},
                          {revisit.response_head, revisit.payload_digest, revisit.earlier_id,
                           revisit.earlier_url, revisit.earlier_date});
  return writer_.append(request, record, Packing::kDeflated);
}

std::string PageArchive::date_or_now(std::string_view date) const {
  return date.empty() ? warc_date(options_.segments.now()) : std::string(date);
}

}  // namespace cabled
