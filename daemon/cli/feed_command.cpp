#include <memory>

#include "daemon/answers/set_aside_report.h"
#include "daemon/app/output.h"
#include "daemon/app/stoppable.h"
#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/cli/query_option.h"
#include "daemon/config/nearest_name.h"
#include "daemon/config/quantities.h"
#include "daemon/follow/check_runner.h"
#include "daemon/follow/feed_runner.h"
#include "daemon/follow/held_changes_watch.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "db/feed/change_reader.h"
#include "db/feed/dead_letters.h"
#include "db/feed/feed_consumers.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

// A slot that no one reads makes the server keep its WAL until the disk is full.
constexpr std::int64_t kMuchWal = 1LL << 30U;
constexpr std::int64_t kLongIdle = 24L * 3600;
// A batch is soon taken by whom it is for, or will not be.
constexpr std::chrono::milliseconds kFeedGrace{4000};

int print_cursor_now(const Session& session, bool json) {
  db::Connection connection = session.connect("feed");
  const auto cursor =
      db::transact(connection, [](pqxx::work& tx) { return db::settled_cursor(tx); });
  if (!cursor) return report(command_error(cursor.error()));
  if (json) {
    output().json(to_line({{"cursor", cursor->text()}}));
  } else {
    output().text(cursor->text() + '\n');
  }
  return kDone;
}

std::string warning_of(const db::ConsumerState& consumer) {
  if (consumer.behind > 0 && consumer.idle_seconds > kLongIdle) {
    return fmt::format("has not read for {} hours", consumer.idle_seconds / 3600);
  }
  return "";
}

std::string warning_of(const db::SlotState& slot) {
  if (slot.active) return "";
  return fmt::format("no one reads it; the server keeps {} MiB of WAL for it{}",
                     slot.retained_bytes >> 20U,
                     slot.retained_bytes > kMuchWal ? ": drop it or start its subscription" : "");
}

/// Who follows, and what stands in the way.
struct Followers {
  std::vector<db::ConsumerState> consumers;
  std::vector<db::SlotState> slots;
  std::vector<db::DeadLetterState> set_aside;
  std::optional<db::HeldChanges> held;
};

void print_followers(const Followers& found) {
  for (const db::ConsumerState& consumer : found.consumers) {
    const std::string warning = warning_of(consumer);
    output().text(fmt::format("consumer {}  {} behind, seen {}{}\n", printable_line(consumer.name),
                              consumer.behind, consumer.seen_at,
                              warning.empty() ? "" : "  WARNING " + warning));
  }
  for (const db::SlotState& slot : found.slots) {
    const std::string warning = warning_of(slot);
    output().text(fmt::format("slot {}{}\n", printable_line(slot.name),
                              warning.empty() ? "  read" : "  WARNING " + warning));
  }
  for (const db::DeadLetterState& letters : found.set_aside) {
    output().text(set_aside_text(letters));
  }
  if (found.consumers.empty() && found.slots.empty()) output().text("no one follows\n");
  if (found.held) {
    output().text(fmt::format("WARNING {}\n", printable_line(held_words(*found.held))));
  }
}

Json held_to_json(const std::optional<db::HeldChanges>& held) {
  if (!held) return nullptr;
  Json out{{"changes", held->count}, {"waited_seconds", held->waited_seconds}};
  if (!held->holder) return out;
  const db::OldestTransaction& holder = *held->holder;
  out["pid"] = nullable(holder.pid);
  out["prepared"] = nullable(holder.gid);
  out["application"] = holder.application;
  out["database"] = holder.database;
  out["user"] = holder.user;
  out["state"] = nullable(holder.state);
  out["age_seconds"] = nullable(holder.age_seconds);
  return out;
}

void print_followers_json(const Followers& found) {
  Json out{{"consumers", Json::array()},
           {"slots", Json::array()},
           {"set_aside", set_aside_to_json(found.set_aside)},
           {"held_back", held_to_json(found.held)}};
  for (const db::ConsumerState& consumer : found.consumers) {
    out["consumers"].push_back({{"name", consumer.name},
                                {"cursor", consumer.cursor.text()},
                                {"behind", consumer.behind},
                                {"seen_at", consumer.seen_at},
                                {"warning", warning_of(consumer)}});
  }
  for (const db::SlotState& slot : found.slots) {
    out["slots"].push_back({{"name", slot.name},
                            {"active", slot.active},
                            {"retained_bytes", slot.retained_bytes},
                            {"warning", warning_of(slot)}});
  }
  output().json(to_line(out));
}

int list_consumers(const Session& session, bool json) {
  db::Connection connection = session.connect("feed");
  const auto found = db::transact(connection, [](pqxx::work& tx) {
    return Followers{db::consumers(tx), db::logical_slots(tx), db::dead_letters(tx),
                     db::held_changes(tx, kHeldCountedUpTo)};
  });
  if (!found) return report(command_error(found.error()));
  json ? print_followers_json(*found) : print_followers(*found);
  return kDone;
}

int forget_consumer(const Session& session, const std::string& name) {
  db::Connection connection = session.connect("feed");
  std::vector<std::string> known;
  const auto gone = db::transact(connection, [&](pqxx::work& tx) {
    known.clear();
    for (const db::ConsumerState& consumer : db::consumers(tx)) known.push_back(consumer.name);
    return db::drop_consumer(tx, name);
  });
  if (!gone) return report(command_error(gone.error()));
  if (*gone) return kDone;
  const std::string meant = did_you_mean(name, known);
  return report(
      {kFailed, fmt::format("no consumer '{}'{}", name,
                            meant.empty() ? "; hint: `cabled feed --list` names them" : meant)});
}

struct FeedCommand {
  FeedOptions options;
  bool now = false;
  bool list = false;
  bool check = false;
  bool heal = false;
  bool redeliver = false;
  std::string forget;
  std::string match;
  SearchFilter filter;
  std::string batch_bytes = "1MiB";
  std::string give_up_after = "24h";
};

void add_webhook_options(CLI::App& command, CLI::Option* to, FeedCommand& feed) {
  FeedOptions& options = feed.options;
  command.add_option("--secret-file", options.secret_file, "Key that webhooks are signed with")
      ->type_name("FILE")
      ->needs(to);
  command
      .add_option("--password-file", options.password_file,
                  "Password of the user in the webhook's URL; without one, a bearer token")
      ->type_name("FILE")
      ->needs(to);
  command
      .add_option("--batch-bytes", feed.batch_bytes,
                  "Largest body that a webhook gets, such as 1MiB")
      ->type_name("SIZE")
      ->needs(to)
      ->capture_default_str();
  command
      .add_option("--give-up-after", feed.give_up_after,
                  "How long a webhook may refuse a batch before it is set aside")
      ->type_name("TIME")
      ->needs(to)
      ->capture_default_str();
  command
      .add_flag("--redeliver", feed.redeliver, "Send the webhook again what was set aside, and end")
      ->needs(to);
}

int print_redelivered(const WebhookTarget::Redelivered& sent, bool json) {
  if (json) {
    output().json(to_line({{"delivered", sent.taken}, {"refused", sent.refused}}));
  } else {
    output().text(
        fmt::format("{} batches delivered, {} refused again\n", sent.taken, sent.refused));
  }
  return sent.refused == 0 ? kDone : kFailed;
}

/// Reads what the command line says in units; an error is one of usage.
Result<void> read_quantities(FeedCommand& feed) {
  const Result<Bytes> bytes = parse_bytes(feed.batch_bytes);
  if (!bytes) return fail(ErrorKind::kInvalid, "--batch-bytes {}", bytes.error().message);
  const auto patience = parse_duration(feed.give_up_after);
  if (!patience) return fail(ErrorKind::kInvalid, "--give-up-after {}", patience.error().message);
  feed.options.batch_bytes = bytes->count;
  feed.options.give_up_after = *patience;
  return {};
}

/// What changes are narrowed to; an error is one of usage.
Result<void> read_match(FeedCommand& feed) {
  if (feed.match.empty() && feed.filter == SearchFilter{}) return {};
  Result<SearchQuery> query = read_query_option({feed.match}, feed.filter);
  if (!query) return tl::unexpected(query.error());
  feed.options.match = std::move(*query);
  return {};
}

int run_feed(FeedCommand& command, const CommonOptions& common, StopOrder& order) {
  if (const auto read = read_match(command); !read) return report({kUsage, read.error().message});
  if (const auto read = read_quantities(command); !read) {
    return report({kUsage, read.error().message});
  }
  if (const auto since = db::ChangeCursor::parse(command.options.since); !since) {
    return report({kUsage, "--since " + since.error().message});
  }
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  if (command.now) return print_cursor_now(*session, common.json);
  if (command.list) return list_consumers(*session, common.json);
  if (!command.forget.empty()) return forget_consumer(*session, command.forget);
  if (command.check || command.heal) {
    command.options.json = common.json;
    return check_target(command.options, command.heal ? Differences::kHeal : Differences::kTell,
                        *session, order);
  }
  if (command.redeliver) {
    const auto sent = redeliver(command.options, *session, order);
    return sent ? print_redelivered(*sent, common.json) : report(sent.error());
  }
  if (command.options.to.empty()) return print_changes(command.options, *session, order);
  return feed_target(command.options, *session, order);
}

}  // namespace

void add_feed_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("feed", "What changed, for programs and databases that follow");
  auto feed = std::make_shared<FeedCommand>();
  FeedOptions& options = feed->options;
  CLI::Option* since =
      command->add_option("--since", options.since, "Print what came after this cursor")
          ->type_name("CURSOR");
  command->add_flag("--follow", options.follow, "Keep running until stopped");
  CLI::Option* to = command
                        ->add_option("--to", options.to,
                                     "Keep this up to date: postgres://…, sqlite:FILE, https://…")
                        ->type_name("URL")
                        ->excludes(since);
  command->add_option("--consumer", options.consumer,
                      "Name under which the place is kept (default: what --to names)");
  command->add_option("--batch", options.batch, "Changes at a time")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command
      ->add_option("--keep", options.keep.unread,
                   "Newest rows of changes kept for consumers that are away")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      ->add_option("--keep-read", options.keep.read,
                   "Newest rows of changes kept even if every consumer has read them")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      ->add_flag("--copy-anew", options.copy_anew,
                 "Copy everything anew in the place of what is there, then go on")
      ->needs(to);
  command
      ->add_flag("--check", feed->check,
                 "Compare what --to names with the corpus, print each cable that differs, and end")
      ->needs(to)
      ->excludes("--follow");
  command->add_flag("--heal", feed->heal, "As --check, and put right what differs")
      ->needs(to)
      ->excludes("--follow");
  command
      ->add_option("--match", feed->match,
                   "Only changes of cables that match this search; with --since and webhooks")
      ->type_name("QUERY");
  add_filter_option(*command, feed->filter, "station", "… and are sent by this station", "NAME");
  add_filter_option(*command, feed->filter, "tag", "… and carry this TAG", "TAG");
  add_webhook_options(*command, to, *feed);
  command->add_flag("--now", feed->now, "Print the cursor of this moment and end");
  command->add_flag("--list", feed->list, "Print who follows, how far behind, and end");
  command->add_option("--forget", feed->forget, "Forget a consumer and end")->type_name("NAME");
  command->callback([feed, &invocation] {
    invocation.run = [feed, &invocation] {
      using Ends = StopRules::Ends;
      const StopRules rules{.grace = kFeedGrace,
                            .ends = feed->options.follow ? Ends::kByStop : Ends::kByItself};
      return run_stoppable(
          rules, [&](StopOrder& order) { return run_feed(*feed, invocation.common, order); });
    };
  });
}

}  // namespace cabled::cli
