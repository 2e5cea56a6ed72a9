#include "daemon/follow/make_target.h"

#include <utility>

#include "daemon/config/database_url.h"
#include "daemon/follow/postgres_target.h"
#include "daemon/follow/sqlite_target.h"

namespace cabled {

bool is_webhook(const std::string& to) {
  return to.starts_with("http://") || to.starts_with("https://");
}

Result<std::unique_ptr<WebhookTarget>> make_webhook(const FeedOptions& options,
                                                    const Session& session, std::stop_token cut) {
  Result<WebhookUrl> url = read_webhook_url(options.to);
  if (!url) return tl::unexpected(url.error());
  if (options.secret_file.empty()) {
    return fail(ErrorKind::kInvalid, "a webhook needs --secret-file");
  }
  Result<std::string> secret = read_secret(options.secret_file);
  if (!secret) return tl::unexpected(secret.error());
  WebhookOptions webhook{.url = std::move(*url),
                         .secret = std::move(*secret),
                         .password = "",
                         .consumer = options.consumer.empty() ? options.to : options.consumer};
  if (!options.password_file.empty()) {
    Result<std::string> password = read_secret(options.password_file);
    if (!password) return tl::unexpected(password.error());
    webhook.password = std::move(*password);
  }
  webhook.most_bytes = options.batch_bytes;
  webhook.patience = options.give_up_after;
  return std::make_unique<WebhookTarget>(session.connect("webhook"), std::move(webhook),
                                         std::move(cut));
}

Result<std::unique_ptr<FeedTarget>> make_target(const FeedOptions& options, const Session& session,
                                                std::stop_token cut) {
  const std::string& to = options.to;
  if (to.starts_with("sqlite:")) return std::make_unique<SqliteTarget>(to.substr(7));
  if (to.starts_with("postgres://") || to.starts_with("postgresql://")) {
    if (auto checked = check_database_url(to); !checked) return tl::unexpected(checked.error());
    return std::make_unique<PostgresTarget>(to);
  }
  if (is_webhook(to)) return make_webhook(options, session, std::move(cut));
  return fail(ErrorKind::kInvalid,
              "'{}' is no place to feed; hint: postgres://…, sqlite:FILE or https://…",
              without_password(to));
}

}  // namespace cabled
