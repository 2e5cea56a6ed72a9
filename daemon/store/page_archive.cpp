#include "daemon/store/page_archive.h"

#include <fcntl.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/store/disk_room.h"
#include "daemon/store/random_id.h"
#include "daemon/store/segment_name.h"
#include "daemon/store/segment_repair.h"
#include "daemon/system/account.h"
#include "daemon/system/file_descriptor.h"
#include "parsers/model/ascii.h"
#include "parsers/web/header_fields.h"

namespace cabled {
namespace {

Packing packing_for(std::string_view response_head) {
  const std::string coding = header_value(response_head, "content-encoding");
  return coding.empty() || ascii::iequals(coding, "identity") ? Packing::kDeflated
                                                              : Packing::kStored;
}

/// The request that an answer was to; both "" when it is not known.
struct RequestRecord {
  std::string id;
  std::string bytes;
};

template <class Answer>
RequestRecord request_of(const Answer& answer, const std::string& date,
                         const std::string& answer_id) {
  if (answer.request_head.empty()) return {};
  const std::string id = new_record_id();
  return {id,
          warc::build_request({id, date}, {answer.url, answer.ip, answer_id}, answer.request_head)};
}

}  // namespace

PageArchive::PageArchive(PageArchiveOptions options)
    : options_(std::move(options)), writer_(options_.segments) {}

Result<PageArchive> PageArchive::open(PageArchiveOptions options) {
  const std::string& folder = options.segments.folder;
  std::error_code error;
  const bool made = std::filesystem::create_directories(folder, error);
  if (made) {
    const FileDescriptor handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    give_to_owner_of(std::filesystem::path(folder).parent_path(), handle.get());
  }
  if (error) {
    return fail(ErrorKind::kTransient, "cannot make folder '{}': {}", folder, error.message());
  }
  if (auto repaired = repair_segments(folder); !repaired) return tl::unexpected(repaired.error());
  return PageArchive(std::move(options));
}

bool PageArchive::holds(const std::string& segment) const {
  if (host_of_segment(segment) != host_of_segment(segment_name({}, 0))) return true;
  std::error_code error;
  return std::filesystem::exists(options_.segments.folder + '/' + segment, error);
}

Result<void> PageArchive::room() const {
  return disk_room(options_.segments.folder, options_.free_space_floor);
}

Result<ArchiveRef> PageArchive::add_fetched(const ArchivedExchange& exchange) {
  if (auto ready = writer_.prepare(); !ready) return tl::unexpected(ready.error());
  const std::string date = date_or_now(exchange.date);
  const std::string response_id = new_record_id();
  const RequestRecord request = request_of(exchange, date, response_id);
  const std::string response = warc::build_response(
      {response_id, date}, {exchange.url, exchange.ip, request.id, exchange.origin},
      {exchange.response_head, exchange.body, exchange.truncated}, exchange.payload_digest);
  return writer_.append(request.bytes, response, packing_for(exchange.response_head));
}

Result<ArchiveRef> PageArchive::add_resource(const ArchivedResource& resource) {
  if (auto ready = writer_.prepare(); !ready) return tl::unexpected(ready.error());
  const std::string record = warc::build_resource(
      {new_record_id(), date_or_now(resource.date)}, {resource.url, {}, {}, {{}, {}, resource.row}},
      {resource.content_type, resource.bytes}, resource.payload_digest);
  return writer_.append({}, record, Packing::kDeflated);
}

Result<ArchiveRef> PageArchive::add_revisit(const ArchivedRevisit& revisit) {
  if (auto ready = writer_.prepare(); !ready) return tl::unexpected(ready.error());
  const std::string date = date_or_now(revisit.date);
  const std::string revisit_id = new_record_id();
  const RequestRecord request = request_of(revisit, date, revisit_id);
  const std::string record =
      warc::build_revisit({revisit_id, date}, {revisit.url, revisit.ip, request.id, revisit.origin},
                          {.head = revisit.response_head,
                           .payload_digest = revisit.payload_digest,
                           .refers_to = revisit.earlier_id,
                           .refers_to_uri = revisit.earlier_url,
                           .refers_to_date = revisit.earlier_date,
                           .profile = revisit.profile});
  return writer_.append(request.bytes, record, Packing::kDeflated);
}

std::string PageArchive::date_or_now(std::string_view date) const {
  return date.empty() ? warc_date(options_.segments.now()) : std::string(date);
}

}  // namespace cabled
