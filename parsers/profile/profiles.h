#pragma once

#include "parsers/profile/site_profile.h"

namespace cabled {

// Each in NAME.cpp; its functions, which all call by the same names, in NAME_profile.
extern const SiteProfile kScoopProfile;      ///< scoop.co.nz, desktop and mobile
extern const SiteProfile kWikileaksProfile;  ///< wikileaks.org/cable and its mirrors, 2010 to today
extern const SiteProfile kPlusdProfile;      ///< wikileaks.org/plusd, cablegate and the 1970s
extern const SiteProfile kCablegatesearchProfile;  ///< cablegatesearch.net
extern const SiteProfile kCabledrumProfile;        ///< cabledrum.net
extern const SiteProfile kJcvignoliProfile;        ///< wikileaks.jcvignoli.com
extern const SiteProfile kArticleProfile;  ///< a cable pasted below a newspaper's or blog's story

}  // namespace cabled
