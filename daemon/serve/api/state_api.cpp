#include <charconv>
#include <utility>

#include "daemon/answers/change_lines.h"
#include "daemon/answers/source_answer.h"
#include "daemon/answers/status_answer.h"
#include "daemon/answers/url_explanation.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/serve/api/answers.h"
#include "daemon/serve/api/api.h"
#include "parsers/model/url.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostChanges = 1000;

HttpResponse unanswered_problem(const Visit& visit, const CommandError& error) {
  return serve::unanswered_problem(visit, Error{ErrorKind::kTransient, error.message});
}

std::optional<int> read_limit(const HttpRequest& request) {
  const auto text = request.parameter("limit");
  if (!text) return 100;
  int limit = 0;
  const char* const end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, limit);
  const bool is_number = error == std::errc() && stop == end;
  return is_number && limit >= 1 && limit <= kMostChanges ? std::optional(limit) : std::nullopt;
}

}  // namespace

HttpResponse changes_api(const Visit& visit) {
  const auto limit = read_limit(visit.request);
  if (!limit) return problem(400, "Bad request", "limit is a number from 1 to 1000");
  const auto since = db::ChangeCursor::parse(visit.request.parameter("since").value_or("0"));
  if (!since) return problem(400, "Bad request", "since is the cursor of a change, or 0");
  const auto changes = visit.site.database.lend([&](db::Connection& connection) {
    return read_changes(connection, *since, *limit, std::nullopt);
  });
  if (!changes && changes.error().kind == ErrorKind::kTransient) {
    return serve::unanswered_problem(visit, changes.error());
  }
  if (!changes) {
    return problem(400, "Bad request", "this cursor is not one that can be gone on from");
  }
  return json_answer({{"changes", changes->lines}, {"cursor", changes->cursor.text()}});
}

HttpResponse sources_api(const Visit& visit) {
  return visit.site.database.lend([&](db::Connection& connection) {
    const auto rules = known_sources(visit.site.config, connection);
    if (!rules) return unanswered_problem(visit, rules.error());
    const auto sources = read_sources(connection, **rules);
    if (!sources) return unanswered_problem(visit, sources.error());
    Json list = Json::array();
    for (const SourceAnswer& source : *sources) list.push_back(source_json(source));
    return json_answer({{"sources", std::move(list)}});
  });
}

HttpResponse status_api(const Visit& visit) {
  return visit.site.database.lend([&](db::Connection& connection) {
    const auto status = read_status(visit.site.session, connection);
    if (!status) return unanswered_problem(visit, status.error());
    return json_answer(status_json(*status));
  });
}

HttpResponse why_api(const Visit& visit) {
  const auto asked = visit.request.parameter("url");
  if (!asked) return problem(400, "Bad request", "url is missing");
  const Result<Url> url = Url::parse(*asked);
  if (!url) return problem(400, "Bad request", url.error().message);
  return visit.site.database.lend([&](db::Connection& connection) {
    const auto rules = known_sources(visit.site.config, connection);
    if (!rules) return unanswered_problem(visit, rules.error());
    const auto explanation =
        explain_url(connection, **rules, visit.site.config.user_agent, *url, nullptr);
    if (!explanation) return unanswered_problem(visit, explanation.error());
    return json_answer(*explanation);
  });
}

}  // namespace cabled::serve
