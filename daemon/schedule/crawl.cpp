#include "daemon/schedule/crawl.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace cabled {
namespace {

// An orderly stop is promised within ten seconds.
constexpr std::chrono::seconds kTransferGrace{4};
constexpr std::chrono::seconds kWriteGrace{7};

/// Asks `source` to stop when `grace` has passed, unless it is destroyed before.
class Deadline {
 public:
  Deadline(std::stop_source source, std::chrono::seconds grace)
      : thread_([this, source = std::move(source), grace](const std::stop_token& over) mutable {
          std::unique_lock lock(mutex_);
          const bool ended =
              wake_.wait_for(lock, over, grace, [&] { return over.stop_requested(); });
          if (!ended) source.request_stop();
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace

Crawl::Crawl(const std::string& database, std::shared_ptr<const CrawlRules> rules,
             std::unique_ptr<Fetcher> fetcher, PageArchive archive, ScheduleOptions options,
             WriteStage::Observer committed)
    : rules_(std::move(rules)),
      committed_(std::move(committed)),
      fetcher_(std::move(fetcher)),
      board_(rules_->config().user_agent,
             static_cast<std::size_t>(rules_->config().fetch.connections)),
      scheduler_(database, options, rules_, board_, [this] { fetcher_->wake(); }),
      pipeline_(std::move(archive), database, rules_, &board_,
                [this](std::span<const PageNote> notes) { on_committed(notes); }),
      fetch_stage_(*fetcher_, rules_, pipeline_.credits(), board_, pipeline_.entrance(),
                   pipeline_.rows()) {}

void Crawl::on_committed(std::span<const PageNote> notes) {
  committed_(notes);
  scheduler_.poke();
  fetcher_->wake();
}

void Crawl::run(const std::stop_token& stop, const std::stop_token& cut) {
  const std::stop_callback cut_at_once(cut, [this] {
    cut_.request_stop();
    pipeline_.cut();
    fetcher_->wake();
  });
  std::thread fetching([this] { fetch_stage_.run(fetch_stop_.get_token(), cut_.get_token()); });
  scheduler_.run(stop);

  fetch_stop_.request_stop();
  fetcher_->wake();
  {
    const Deadline patience(cut_, kTransferGrace);
    fetching.join();
  }
  wind_up();
  scheduler_.give_back();
}

void Crawl::wind_up() {
  std::stop_source late;
  const std::stop_callback cut(late.get_token(), [this] { pipeline_.cut(); });
  const Deadline patience(late, kWriteGrace - kTransferGrace);
  pipeline_.drain();
}

}  // namespace cabled
