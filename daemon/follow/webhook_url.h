#pragma once

#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// The URL of a webhook, taken apart. It holds no secret: those that do are refused.
struct WebhookUrl {
  std::string post_to;  ///< without the user
  std::string user;     ///< "" when none is named
  std::string shown;    ///< scheme, host and port, for logs and people: paths are often secrets
};

/// kInvalid, without repeating the URL, when it has a password, a parameter that is named like a
/// secret, or no host: it would be seen in process lists, logs and the database.
Result<WebhookUrl> read_webhook_url(std::string_view url);

/// The header by which a receiver knows us: HTTP's Basic with the user of the URL, else Bearer.
std::string authorization(const WebhookUrl& url, std::string_view password);

}  // namespace cabled
