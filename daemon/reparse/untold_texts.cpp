#include "daemon/reparse/untold_texts.h"

#include <algorithm>
#include <map>
#include <vector>

#include "daemon/app/crawl_setup.h"
#include "daemon/reparse/stored_page.h"
#include "daemon/system/log.h"
#include "db/corpus/import_undo.h"
#include "parsers/page/read_page.h"

namespace cabled {
namespace {

constexpr int kTextsAtOnce = 64;

struct UntoldGroup {
  std::vector<db::UntoldText> texts;
  std::map<std::int64_t, db::StoredCapture> captures;
};

Result<UntoldGroup> next_group(db::Connection& connection, std::int64_t after_id) {
  return db::transact(connection, [&](pqxx::work& tx) {
    UntoldGroup group{db::untold_texts(tx, after_id, kTextsAtOnce), {}};
    std::vector<std::int64_t> ids;
    ids.reserve(group.texts.size());
    for (const db::UntoldText& text : group.texts) ids.push_back(text.capture_id);
    for (db::StoredCapture& capture : db::stored_captures(tx, ids)) {
      group.captures.emplace(capture.id, std::move(capture));
    }
    return group;
  });
}

/// Whether today's reading is that text, and not another one that `reparse` would have to store.
bool is_text_of(const db::StoredCapture& capture, std::int64_t rendition_id,
                const db::RenditionRow& row) {
  return std::ranges::any_of(capture.texts, [&](const db::StoredText& text) {
    return text.rendition_id == rendition_id && text.cable_id == row.cable_id &&
           text.content_key == row.content_key.hex();
  });
}

db::TextTold read_text(const db::UntoldText& text, const db::StoredCapture& capture,
                       const SegmentReader& archive, const CrawlRules& rules) {
  db::TextTold told{.rendition_id = text.rendition_id, .parser_version = kParserVersion};
  const Result<WriteJob> today = read_again(capture, archive, rules);
  if (!today) {
    log::warn("raw page not to be had", {{"url", capture.url},
                                         {"segment", capture.where.segment},
                                         {"error", today.error().message}});
    return told;
  }
  for (const db::RenditionRow* row : db::renditions_of(today->write)) {
    if (!is_text_of(capture, text.rendition_id, *row)) continue;
    told.fields = row->fields;
    told.completeness = row->completeness;
  }
  return told;
}

}  // namespace

CommandResult<UntoldSummary> tell_untold_texts(const Session& session, const StopOrder& stop) {
  const auto rules = register_sources(session);
  if (!rules) return tl::unexpected(rules.error());
  db::Connection connection = session.connect("undo");
  const SegmentReader archive(session.archive_folder());
  UntoldSummary summary;
  std::int64_t after = 0;
  while (true) {
    if (stop.stop().stop_requested()) {
      return tl::unexpected(CommandError{kTryAgainLater, "undo stopped"});
    }
    const auto group = next_group(connection, after);
    if (!group) return tl::unexpected(command_error(group.error()));
    if (group->texts.empty()) return summary;
    std::vector<db::TextTold> told;
    for (const db::UntoldText& text : group->texts) {
      told.push_back(read_text(text, group->captures.at(text.capture_id), archive, **rules));
      ++(told.back().fields ? summary.told : summary.left);
    }
    const auto stored = db::transact(connection, [&](pqxx::work& tx) { db::tell_texts(tx, told); });
    if (!stored) return tl::unexpected(command_error(stored.error()));
    after = group->texts.back().rendition_id;
  }
}

}  // namespace cabled
