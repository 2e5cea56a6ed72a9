#pragma once

#include <string_view>

#include "parsers/locate/judged_page.h"

namespace cabled {

/// The verdict on a page that stands in another's place: captcha, consent_wall, login_wall or
/// error_page; "" for others. It has a sign of one ("verify you are human"), and that is most of
/// what it says: articles have such words in their footers (10 of 2,189 ordinary pages, measured).
std::string_view gate_verdict(const JudgedPage& page);

}  // namespace cabled
