#include "daemon/pipeline/pipeline.h"

#include <algorithm>
#include <utility>

#include "daemon/pipeline/reader_options.h"

namespace cabled {
namespace {

// Batches hold half of the credits at most: none may wait for pages that wait for its commit.
BatchLimits write_options(const Config& config, std::size_t writers) {
  const std::size_t share = static_cast<std::size_t>(config.pipeline.pages) / (2 * writers);
  return {std::clamp<std::size_t>(share, 1, static_cast<std::size_t>(config.write.batch_rows)),
          config.write.batch_time};
}

}  // namespace

Pipeline::Pipeline(PageArchive archive, const std::string& database,
                   const std::shared_ptr<const CrawlRules>& rules, HostBoard* board,
                   StageSigns& signs, const WriteStage::Observer& committed)
    : credits_(std::make_shared<Credits>(rules->config().pipeline.pages,
                                         rules->config().pipeline.bytes.count)),
      pages_(static_cast<std::size_t>(rules->config().pipeline.pages)),
      archived_(static_cast<std::size_t>(rules->config().pipeline.pages)),
      rows_(static_cast<std::size_t>(rules->config().pipeline.pages)),
      archive_stage_(std::move(archive), rules, pages_, archived_),
      parse_stage_(rules, board, archived_, rows_),
      end_at_fault_(fault_.raised(), [this] {
        credits_->close();
        cut();
      }) {
  // What a board says of its hosts must be stored in the order in which it says it.
  const int writers = board == nullptr ? rules->config().write.connections : 1;
  const BatchLimits options = write_options(rules->config(), static_cast<std::size_t>(writers));
  for (int i = 0; i < writers; ++i) {
    write_stages_.emplace_back(database, options, credits_, rules->committed_urls(), board, rows_,
                               fault_, committed);
  }
  archiver_ = std::thread([this, &signs] {
    StageSign sign(signs, "archive");
    archive_stage_.run(cut_.get_token(), sign);
  });
  for (std::size_t i = parse_threads(rules->config()); i > 0; --i) {
    parsers_.emplace_back([this, &signs] {
      StageSign sign(signs, "parse");
      parse_stage_.run(cut_.get_token(), sign);
    });
  }
  for (WriteStage& stage : write_stages_) {
    writers_.emplace_back([this, &stage, &signs] {
      StageSign sign(signs, "write");
      stage.run(cut_.get_token(), sign);
    });
  }
}

void Pipeline::drain() {
  const auto join = [](std::thread& thread) {
    if (thread.joinable()) thread.join();
  };
  join(archiver_);
  std::ranges::for_each(parsers_, join);
  rows_.close();
  std::ranges::for_each(writers_, join);
}

Pipeline::~Pipeline() {
  pages_.close();
  drain();
}

}  // namespace cabled
