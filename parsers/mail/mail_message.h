#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// A part of a message that is text, its transfer coding undone.
struct MailPart {
  std::string content_type;  ///< with its charset, as written
  std::string location;      ///< Content-Location: the address that a saved page came from; or ""
  std::string bytes;
};

/// A message (RFC 5322, MIME), or a page saved as one (RFC 2557, "mht").
struct MailMessage {
  std::string id;    ///< Message-ID without its brackets; ""
  std::string date;  ///< "2010-11-29T20:45:41Z"; "" when it gives none
  /// HTML and plain text in their order; of alternatives, the plain text. A part without a location
  /// has Snapshot-Content-Location, when it is the only one of HTML.
  std::vector<MailPart> parts;
};

/// Reads a message; what is damaged is read as far as it goes. Linear, in bounded depth.
MailMessage read_mail(std::string_view bytes);

/// Undoes quoted-printable (RFC 2045 section 6.7); what is no escape stays as it is.
std::string decode_quoted_printable(std::string_view text);

/// Undoes base64 with line ends and without padding too; up to the first that is none of it.
std::string decode_mail_base64(std::string_view text);

}  // namespace cabled
