#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/locate/judged_page.h"

namespace cabled {

/// The host in lower case without "www."; "" when the URL has none.
std::string host_of(std::string_view url);

/// Whether `host` is `domain` or stands below it.
bool is_host_of(std::string_view host, std::string_view domain) noexcept;

/// The first word of the URL's last path segment that has the form of a cable's reference
/// ("/cable/2010/01/10TOKYO153.html", "/cable_10TOKYO153/", "?id=10TOKYO153").
std::optional<std::string> reference_in(std::string_view url);

/// What follows `label` on the first line that begins with it, in any case of letters; a line that
/// is the label alone gives the next written line.
std::optional<std::string> value_of(const JudgedPage& page, std::string_view label);

/// The first heading line (<h1> … <h3>) that begins with `prefix`, in any case of letters.
std::optional<std::string> heading_with(const JudgedPage& page, std::string_view prefix);

/// "Friday, 22 January 2010, 1:34 am": the first short line that is a date so written.
std::optional<std::string> written_date(const JudgedPage& page);

/// Whether an element has `word` among the words of its id and classes.
bool has_hint(const LayoutElement& element, std::string_view word) noexcept;

}  // namespace cabled
