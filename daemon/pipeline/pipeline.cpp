#include "daemon/pipeline/pipeline.h"

#include <algorithm>
#include <utility>

namespace cabled {
namespace {

std::size_t parse_threads(const Config& config) {
  if (config.parse.threads > 0) return static_cast<std::size_t>(config.parse.threads);
  return std::max(1U, std::thread::hardware_concurrency() - 1);
}

// Half of the credits at most: a batch may not wait for pages that wait for its commit.
WriteOptionsInForce write_options(const Config& config) {
  const auto half = static_cast<std::size_t>(std::max(1, config.pipeline.pages / 2));
  return {std::min(half, static_cast<std::size_t>(config.write.batch_rows)),
          config.write.batch_time};
}

}  // namespace

Pipeline::Pipeline(PageArchive archive, std::string database,
                   const std::shared_ptr<const CrawlRules>& rules, HostBoard* board,
                   WriteStage::Observer committed)
    : credits_(std::make_shared<Credits>(rules->config().pipeline.pages,
                                         rules->config().pipeline.bytes.count)),
      pages_(static_cast<std::size_t>(rules->config().pipeline.pages)),
      archived_(static_cast<std::size_t>(rules->config().pipeline.pages)),
      rows_(static_cast<std::size_t>(rules->config().pipeline.pages)),
      archive_stage_(std::move(archive), pages_, archived_),
      parse_stage_(rules, board, archived_, rows_),
      write_stage_(std::move(database), write_options(rules->config()), credits_, board, rows_,
                   std::move(committed)) {
  archiver_ = std::thread([this] { archive_stage_.run(cut_.get_token()); });
  for (std::size_t i = parse_threads(rules->config()); i > 0; --i) {
    parsers_.emplace_back([this] { parse_stage_.run(); });
  }
  writer_ = std::thread([this] { write_stage_.run(cut_.get_token()); });
}

void Pipeline::drain() {
  if (archiver_.joinable()) archiver_.join();
  for (std::thread& parser : parsers_) {
    if (parser.joinable()) parser.join();
  }
  rows_.close();
  if (writer_.joinable()) writer_.join();
}

Pipeline::~Pipeline() {
  pages_.close();
  drain();
}

}  // namespace cabled
