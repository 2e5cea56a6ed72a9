#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"
#include "parsers/model/url.h"

namespace cabled {

/// A capture that a web archive has.
struct CdxCapture {
  std::string stamp;     ///< "20110902102030"
  std::string original;  ///< the URL that was captured, as written

  bool operator==(const CdxCapture&) const = default;
};

/// One page of a CDX server's answer.
struct CdxAnswer {
  std::vector<CdxCapture> captures;
  std::string resume_key;  ///< for the next page; "" when this is the last
  bool truncated = false;  ///< a limit was reached; the captures before it are good
};

inline constexpr std::size_t kMaxCdxCaptures = 150'000;

/// Reads the text form with the fields that cdx_query() asks for: a capture a line, its stamp and
/// its URL; after an empty line the key to go on with. kInvalid: nothing of it is a capture, though
/// it says something (an error page).
Result<CdxAnswer> read_cdx(std::string_view bytes);

/// A CDX query with what this program needs set: text form, stamp and URL alone, one capture of
/// each text, pages of a few thousand. What the query says of itself stays (filters, limit, …).
Url cdx_query(const Url& query);
/// The same query for the page after that key.
Result<Url> cdx_next(const Url& query, std::string_view resume_key);

/// Where the archive that answered `query` gives out the capture as it was received: its `id_`
/// form. kInvalid: the query is to no place that such URLs follow from, or the capture's URL is
/// none.
Result<Url> raw_capture_url(const Url& query, const CdxCapture& capture);

/// The page inside a raw capture's URL, of whatever archive: what follows "/20110902…id_/".
std::optional<Url> archived_page(const Url& capture);

}  // namespace cabled
