#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/codec/content_decoding.h"
#include "parsers/warc/warc_reader.h"

namespace cabled {

/// What a record is about: the page, without HTTP header, transfer coding and content coding.
struct RecordPayload {
  std::optional<int> status;  ///< of an HTTP response
  std::string content_type;   ///< of the page
  std::string bytes;          ///< "" when the block was too large to keep
  bool is_broken = false;     ///< its content coding could not be undone to the end
  std::string warning;  ///< why the bytes may not be the page as it was; "" when nothing is odd
};

/// Takes the payload out of a record. What cannot be decoded is given as far as it can be, or as it
/// is when it only says that it is coded, with a warning.
RecordPayload payload_of(const warc::ArchiveRecord& record, const DecodingLimits& limits);

/// Whether the digests that a record gives of itself are right; nothing when it gives none that can
/// be checked. A payload digest may be of the chunks or of what they hold: both are found in the
/// wild.
std::optional<bool> check_digests(const warc::ArchiveRecord& record);

}  // namespace cabled
