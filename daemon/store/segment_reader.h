#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "parsers/model/archive_ref.h"
#include "parsers/model/error.h"

namespace cabled {

/// A stored record. For a response the head is the HTTP head as received (with Transfer-Encoding
/// renamed, since it is undone) and the body as received, still in its content coding; for a
/// resource there is no head.
struct StoredRecord {
  std::string type;  ///< "response", "revisit", "resource"
  std::string id;    ///< "<urn:uuid:…>"
  std::string url;
  std::string date;
  std::string content_type;  ///< of the record's block
  std::string head;
  std::string body;
};

/// Reads records back from the segments in one folder. Safe from any thread.
class SegmentReader {
 public:
  /// What a member may hold; above every limit on what is fetched.
  static constexpr std::size_t kMaxRecord = std::size_t{64} << 20U;

  explicit SegmentReader(std::string folder) : folder_(std::move(folder)) {}

  /// kInvalid: there is no whole record at `ref`. kTransient: the file cannot be read.
  Result<StoredRecord> read(const ArchiveRef& ref) const;

 private:
  std::string folder_;
};

}  // namespace cabled
