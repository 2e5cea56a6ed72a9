#include "daemon/crawl/crawl.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "daemon/system/descriptors.h"

namespace cabled {
namespace {

// An orderly stop is promised within ten seconds: what was cut is still to be written down.
constexpr std::chrono::milliseconds kTransferGrace{4000};
constexpr std::chrono::milliseconds kWriteGrace{6500};

/// Does `late` when `grace` has passed since `begin`, unless it is destroyed before.
class Deadline {
 public:
  Deadline(std::stop_token begin, std::chrono::milliseconds grace, std::function<void()> late)
      : begin_(std::move(begin), [this] { start(); }),
        thread_([this, grace, late = std::move(late)](const std::stop_token& over) {
          std::unique_lock lock(mutex_);
          const bool begun = wake_.wait(lock, over, [&] { return begun_; });
          if (begun && !wake_.wait_for(lock, over, grace, [&] { return over.stop_requested(); })) {
            if (!over.stop_requested()) late();
          }
        }) {}

 private:
  void start() {
    {
      const std::lock_guard lock(mutex_);
      begun_ = true;
    }
    wake_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool begun_ = false;  // guarded by mutex_
  std::stop_callback<std::function<void()>> begin_;
  std::jthread thread_;
};

}  // namespace

Crawl::Crawl(const std::string& database, std::shared_ptr<const CrawlRules> rules,
             std::unique_ptr<Fetcher> fetcher, PageArchive archive, ScheduleOptions options,
             StageSigns& signs, WriteStage::Observer committed)
    : rules_(std::move(rules)),
      signs_(signs),
      committed_(std::move(committed)),
      fetcher_(std::move(fetcher)),
      board_(rules_->config().user_agent,
             connections_that_fit(static_cast<std::size_t>(rules_->config().fetch.connections))),
      scheduler_(database, options, rules_, board_, [this] { fetcher_->wake(); }),
      pipeline_(std::move(archive), database, rules_, &board_, signs,
                [this](std::span<const PageNote> notes) { on_committed(notes); }),
      fetch_stage_(*fetcher_, rules_, pipeline_.credits(), board_, pipeline_.entrance(),
                   pipeline_.rows()) {}

void Crawl::on_committed(std::span<const PageNote> notes) {
  committed_(notes);
  scheduler_.poke();
  fetcher_->wake();
}

Result<void> Crawl::run(const std::stop_token& stop, const std::stop_token& cut) {
  const std::stop_callback cut_at_once(cut, [this] {
    cut_.request_stop();
    pipeline_.cut();
    fetcher_->wake();
  });
  // The scheduler may be waiting for the database: transfers are not to wait for it in turn.
  const std::stop_callback end(stop, [this] { ending_.request_stop(); });
  const std::stop_callback end_by_fault(pipeline_.fault().raised(), [this] {
    ending_.request_stop();
    scheduler_.poke();
  });
  const std::stop_callback start_nothing(ending_.get_token(), [this] { fetcher_->wake(); });
  const Deadline transfers(ending_.get_token(), kTransferGrace, [this] {
    cut_.request_stop();
    fetcher_->wake();
  });
  const Deadline writing(ending_.get_token(), kWriteGrace, [this] { pipeline_.cut(); });

  std::thread fetching([this] {
    StageSign sign(signs_, "fetch");
    fetch_stage_.run(ending_.get_token(), cut_.get_token(), sign);
  });
  Result<void> scheduled;
  {
    StageSign sign(signs_, "schedule");
    scheduled = scheduler_.run(ending_.get_token(), sign);
  }
  ending_.request_stop();
  fetching.join();
  pipeline_.drain();
  scheduler_.give_back();
  if (auto fault = pipeline_.fault().error()) return tl::unexpected(std::move(*fault));
  return scheduled;
}

}  // namespace cabled
