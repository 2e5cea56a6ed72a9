#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/model/error.h"
#include "parsers/web/header_fields.h"

namespace cabled::warc {

/// What the header of a WARC or ARC record says, brought to one form.
struct RecordHeader {
  std::string version;  ///< "WARC/1.0", "ARC/1"
  std::string type;     ///< lower case; "" when it is missing
  std::string id;       ///< as written, with its angle brackets; ARC has none
  std::string date;     ///< "2010-11-28T18:00:00Z"; "" when it is none
  std::string uri;      ///< without angle brackets, blanks as %20
  std::string content_type;
  std::optional<std::uint64_t> content_length;  ///< nothing when the record does not say it clearly
  HeaderFields fields;                          ///< of a WARC record, all
  std::string warning;                          ///< what is odd about it; "" when nothing is
};

/// Reads the header of a WARC record, from its version line to its empty line. kInvalid: no header.
///
/// Content-Length is digits with blanks around them at most, zeros in front are allowed, two
/// different lengths are none. A date that is no date becomes "".
Result<RecordHeader> parse_warc_header(std::string_view bytes);

/// Reads an ARC header line of version 1 "URL IP date type length" or 2, which has "code checksum
/// location offset file" before the length, without its line end. The URL may hold blanks; the
/// length may be anything. kInvalid: it is no such line.
Result<RecordHeader> parse_arc_header(std::string_view line);

/// A WARC-Date or 14 digits, as "2010-11-28T18:00:00Z", fractions kept. A date of less precision
/// ("2010-11", as WARC/1.1 allows) is its start. "" when it is no date of the calendar.
std::string normal_date(std::string_view text);

/// Whether a record with an HTTP message claims one digest for its block and for its payload, which
/// can only be true of one: some tools give the payload's twice.
bool has_one_digest_for_both(const RecordHeader& header);

}  // namespace cabled::warc
