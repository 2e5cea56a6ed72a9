#include "daemon/import/import_feeder.h"

#include <utility>

#include "daemon/app/wait_out.h"
#include "daemon/import/archive_walk.h"
#include "daemon/import/page_rule.h"
#include "daemon/pipeline/rfc3339.h"
#include "daemon/system/log.h"
#include "db/corpus/capture_store.h"
#include "parsers/page/content_kind.h"
#include "parsers/web/web_date.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

// Pages looked up in the database at a time before they go in.
constexpr std::size_t kLookupPages = 64;
constexpr std::uint64_t kLookupBytes = std::uint64_t{8} << 20U;
// What a kill costs at the most: so much is read again, and found to be there.
constexpr std::chrono::seconds kSaveEvery{1};

/// When a page was captured; now when its archive gives no date, or none that can be.
db::Timestamp captured_at(const std::string& date) {
  const db::Timestamp now = now_utc();
  if (const auto read = read_w3c_date(date)) {
    const db::Timestamp at = read->time_since_epoch();
    if (at.count() > 0 && at < now) return at;
  }
  return now;
}

Settled settled_before(db::Outcome outcome) {
  if (outcome == db::Outcome::kCable) return Settled::kCable;
  return outcome == db::Outcome::kNotACable ? Settled::kNotACable : Settled::kRejected;
}

Error stopped() { return {ErrorKind::kTransient, "import stopped"}; }

Result<Digest> digest_of_file(FileWindow& file, const std::stop_token& stop) {
  Hasher hasher(HashAlgorithm::kSha256);
  while (true) {
    if (stop.stop_requested()) return tl::unexpected(stopped());
    const auto bytes = file.peek();
    if (!bytes) return tl::unexpected(bytes.error());
    if (bytes->empty()) break;
    hasher.update(*bytes);
    file.consume(bytes->size());
  }
  file.seek(0);
  return Digest::from_bytes(hasher.finish());
}

/// An archive by its bytes and by how they were read: what was refused may be read with other
/// hints.
Digest read_with(const Digest& file, const DumpHints& hints) {
  return hints.empty() ? file : Digest::of(file.hex() + hints.mark());
}

}  // namespace

/// A transaction that outlasts an outage of the database.
template <typename Work>
auto ImportFeeder::patiently(Work work) {
  return wait_out("import delayed", stop_, [&] { return db::transact(connection_, work); });
}

ImportFeeder::ImportFeeder(const Session& session, std::int64_t import, Pipeline& pipeline,
                           ImportLedger& ledger, PageFileOptions options, std::stop_token stop)
    : connection_(session.connect("import")),
      stop_(std::move(stop)),
      options_(std::move(options)),
      pipeline_(pipeline),
      ledger_(ledger),
      import_(import),
      saved_at_(steady_clock::now()) {
  limits_.max_page = session.config().fetch.max_body.count;
  limits_.base_url = options_.base_url;
  limits_.scratch_folder = session.config().state_dir.string();
  limits_.hints = options_.hints;
}

CommandResult<void> ImportFeeder::feed(const fs::path& root) {
  const Result<void> walked =
      walk_page_files(root, [&](const fs::path& path) { return take_file(path, root); });
  if (!walked) return tl::unexpected(command_error(walked.error()));
  if (!error_) flush();
  if (error_) return tl::unexpected(*error_);
  return {};
}

bool ImportFeeder::take_file(const fs::path& path, const fs::path& root) {
  if (is_stopped()) return false;
  ++files_;
  auto file = FileWindow::open(path.string());
  if (!file) return note_unreadable(file.error());
  const std::uint64_t size = file->size();
  const auto kind = kind_of_file(*file, limits_.hints);
  if (!kind) return note_unreadable(kind.error());
  const bool more = *kind == FileKind::kPage ? take_loose_page(path, root)
                                             : take_archive(path, std::move(*file), *kind);
  read_ = 0;
  bytes_before_ += size;
  return more;
}

bool ImportFeeder::take_loose_page(const fs::path& path, const fs::path& root) {
  if (!open_loose_account()) return false;
  ArchiveItem item;
  item.place = path.string();
  Result<std::string> bytes = read_page_file(path, limits_.max_page);
  if (!bytes) {
    item.kind = ArchiveItem::Kind::kDamaged;
    item.reason = bytes.error().message;
    return take_item(std::move(item));
  }
  const ContentKind kind = content_kind({bytes->substr(0, 8192), "", ""});
  if (kind == ContentKind::kBinary || kind == ContentKind::kEmpty) {
    item.reason = kind == ContentKind::kEmpty ? "empty" : "no text";
    return take_item(std::move(item));
  }
  item.url = page_file_url(path, root, *bytes, options_);
  item.bytes = std::move(*bytes);
  item.reason = why_no_page(item, limits_);
  item.kind = item.reason.empty() ? ArchiveItem::Kind::kPage : ArchiveItem::Kind::kDamaged;
  return take_item(std::move(item));
}

bool ImportFeeder::open_loose_account() {
  if (loose_is_open_) return true;
  const auto row = patiently([&](pqxx::work& tx) { return db::open_loose_pages(tx, import_); });
  if (!row) return fail_with(row.error());
  archive_ = *row;
  ledger_.open(archive_, {});
  to_pass_over_ = 0;
  loose_is_open_ = true;
  return true;
}

bool ImportFeeder::take_archive(const fs::path& path, FileWindow file, FileKind kind) {
  if (const auto read = check_readable(file, kind, limits_.hints); !read) {
    return note_unreadable(
        {read.error().kind, fmt::format("'{}', {}", path.string(), read.error().message)});
  }
  const auto digest = digest_of_file(file, stop_);
  if (is_stopped()) return false;
  if (!digest) return note_unreadable(digest.error());
  const db::ImportKey key{read_with(*digest, limits_.hints), limits_.base_url};
  std::error_code ignored;
  const Utf8Text name = Utf8Text::sanitized(fs::weakly_canonical(path, ignored).string());
  const auto row = patiently(
      [&](pqxx::work& tx) { return db::open_archive(tx, import_, key, name, file.size()); });
  if (!row) return fail_with(row.error());
  loose_is_open_ = false;
  archive_ = row->id;
  ledger_.open(archive_, row->progress);
  if (row->progress.finished) {
    log::info("archive known", {{"file", path.string()}, {"records", row->progress.records}});
    return true;
  }
  to_pass_over_ = row->progress.records;
  if (to_pass_over_ > 0) {
    log::info("import resumed", {{"file", path.string()}, {"record", to_pass_over_}});
  }
  file.report_to(&read_);
  ArchiveWalk walk(row->name, limits_,
                   [&](ArchiveItem item) { return take_item(std::move(item)); });
  const bool walked = walk.walk(std::move(file), kind);
  if (walk.fault()) return fail_with(*walk.fault());
  if (!walked) return false;
  if (walk.saw_whole_file_gzip()) {
    log::warn("whole file is one gzip member", {{"file", path.string()}});
  }
  if (!flush()) return false;
  ledger_.close();
  return true;
}

bool ImportFeeder::take_item(ArchiveItem item) {
  if (is_stopped()) return false;
  if (!item.note.empty()) log::warn("record is odd", {{"place", item.place}, {"note", item.note}});
  if (told_bytes_) told_bytes_(bytes_before_ + read_);
  if (to_pass_over_ > 0) {
    --to_pass_over_;
    return true;
  }
  if (item.kind == ArchiveItem::Kind::kPage) return hold(std::move(item));
  // In the order of the items: those held back come first.
  const std::uint64_t ticket = ledger_.enter(item.offset);
  const bool is_damaged = item.kind == ArchiveItem::Kind::kDamaged;
  if (is_damaged) log::warn("record skipped", {{"place", item.place}, {"reason", item.reason}});
  ledger_.settle(ticket, is_damaged ? Settled::kDamaged : Settled::kOther);
  return true;
}

bool ImportFeeder::hold(ArchiveItem item) {
  const Digest payload = Digest::of(item.bytes);
  held_bytes_ += item.bytes.size();
  held_.push_back({.errand = ImportTicket{ledger_.enter(item.offset), archive_},
                   .url = Utf8Text::sanitized(std::move(item.url)).str(),
                   .at = captured_at(item.date),
                   .content = ImportedPage{std::move(item.bytes), std::move(item.content_type), 200,
                                           std::move(item.columns)},
                   .payload = payload});
  return held_.size() < kLookupPages && held_bytes_ < kLookupBytes ? true : flush();
}

bool ImportFeeder::flush() {
  if (held_.empty()) return true;
  std::vector<db::PayloadKey> keys;
  for (const FetchedPage& page : held_) {
    keys.push_back({page.url, page.payload.value(), std::get<ImportTicket>(page.errand).archive});
  }
  const auto known = patiently([&](pqxx::work& tx) { return db::known_payloads(tx, keys); });
  if (!known) return fail_with(known.error());
  for (std::size_t i = 0; i < held_.size(); ++i) {
    if (const auto& outcome = (*known)[i]) {
      ledger_.settle(std::get<ImportTicket>(held_[i].errand).number, settled_before(*outcome));
    } else if (!admit(std::move(held_[i]))) {
      return false;
    }
  }
  held_.clear();
  held_bytes_ = 0;
  if (steady_clock::now() - saved_at_ < kSaveEvery) return true;
  error_ = save_progress();
  return !error_;
}

bool ImportFeeder::admit(FetchedPage page) {
  auto credit = pipeline_.credits()->take(std::get<ImportedPage>(page.content).bytes.size());
  if (!credit) return fail_with(stopped());
  page.credit = std::move(*credit);
  pipeline_.entrance().push(std::move(page));
  return true;
}

std::optional<CommandError> ImportFeeder::save_progress() {
  saved_at_ = steady_clock::now();
  const auto changes = ledger_.take_changes();
  if (changes.empty()) return std::nullopt;
  const auto saved = patiently([&](pqxx::work& tx) {
    for (const auto& change : changes) db::save_archive(tx, change.archive, change.progress);
  });
  if (!saved) return command_error(saved.error());
  return std::nullopt;
}

bool ImportFeeder::is_stopped() { return stop_.stop_requested() && !fail_with(stopped()); }

bool ImportFeeder::note_unreadable(const Error& error) {
  ++unreadable_files_;
  log::warn("file unreadable", {{"error", error.message}});
  return true;
}

bool ImportFeeder::fail_with(const Error& error) {
  error_ = command_error(error);
  return false;
}

}  // namespace cabled
