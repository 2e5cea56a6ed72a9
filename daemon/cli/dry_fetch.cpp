#include "daemon/cli/dry_fetch.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "daemon/app/crawl_setup.h"
#include "daemon/app/output.h"
#include "daemon/cli/dry_fetcher.h"
#include "daemon/cli/fetch_report.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"

namespace cabled::cli {
namespace {

using Renditions = std::vector<const db::RenditionRow*>;

nlohmann::ordered_json as_json(const PageNote& note, const Renditions& renditions) {
  nlohmann::ordered_json out = note_to_json(note);
  out["cable"] = nullptr;
  if (renditions.empty()) return out;
  out["result"] = "cable";
  out["cable"] = stored_to_json(renditions.front()->fields, renditions.front()->text);
  if (renditions.size() == 1) return out;
  // Whole objects, as `parse` gives them.
  out["further"] = nlohmann::ordered_json::array();
  for (std::size_t i = 1; i < renditions.size(); ++i) {
    out["further"].push_back(stored_to_json(renditions[i]->fields, renditions[i]->text));
  }
  return out;
}

void print(const PageNote& note, const Renditions& renditions, bool json) {
  if (json) return output().json(to_line(as_json(note, renditions)));
  if (renditions.empty()) return output().text(note_to_text(note) + '\n');
  for (const db::RenditionRow* rendition : renditions) {
    const std::string id =
        rendition->cable_id.starts_with("sha256:") ? "without an id" : rendition->cable_id;
    output().text(fmt::format("{}: cable {}\n\n", printable_line(note.url), id));
    output().text(rendition->text);
  }
}

}  // namespace

int dry_fetch(const Config& config, const CrawlRules& rules, std::span<const Url> urls, bool json) {
  auto transfers = make_fetcher(config);
  if (!transfers) return report(transfers.error());
  DryFetcher fetcher(rules, std::move(*transfers));
  int code = kDone;
  for (const Url& url : urls) {
    if (!output().works()) break;
    WriteJob job = fetcher.judge(url, db::UrlKind::kPage);
    const PageNote note{.url = url.text(),
                        .ruling = std::move(job.write.ruling),
                        .cable_ids = db::cable_ids_of(job.write)};
    code = std::max(code, exit_code(note));
    print(note, db::renditions_of(job.write), json);
  }
  return code;
}

}  // namespace cabled::cli
