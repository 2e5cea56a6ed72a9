#include "daemon/pipeline/frames.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>

namespace cabled {
namespace {

// No set of frames has more, and each is compared with each.
constexpr std::size_t kMostFrames = 64;

std::vector<Url> resolved(std::span<const std::string> frames, const CrawlTask& task,
                          const PageLinks& links) {
  const Result<Url> base = task.url.resolve(links.base_href);
  const Url& from = links.base_href.empty() || !base ? task.url : *base;
  std::vector<Url> urls;
  for (const std::string& frame : frames.first(std::min(frames.size(), kMostFrames))) {
    Result<Url> url = from.resolve(frame);
    const bool is_new = url && *url != task.url && std::ranges::find(urls, *url) == urls.end();
    if (is_new) urls.push_back(std::move(*url));
  }
  return urls;
}

bool is_own(const Url& frame, const CrawlTask& task, const SourceRules* source) {
  if (source == nullptr) return frame.host() == task.url.host();
  return source->is_own_host(frame) && !source->excludes(frame);
}

/// All of them when they stand on one host, which is not the source's.
std::vector<Url> elsewhere(std::vector<Url> frames, const CrawlTask& task,
                           const SourceRules* source) {
  const bool may_move = source != nullptr && source->is_on_the_way_of_a_seed(task.url);
  if (!may_move || frames.empty()) return {};
  const std::string host = frames.front().host();
  const bool one_host = std::ranges::all_of(frames, [&](const Url& frame) {
    return frame.host() == host && !source->is_own_host(frame);
  });
  return one_host ? std::move(frames) : std::vector<Url>();
}

bool leads_nowhere_without(const std::vector<Url>& frames, const std::vector<db::NewUrl>& found) {
  return std::ranges::all_of(found, [&](const db::NewUrl& row) {
    return std::ranges::any_of(frames, [&](const Url& frame) { return frame.text() == row.url; });
  });
}

}  // namespace

FramesOfList frames_to_follow(const CrawlTask& task, const CrawlRules& rules,
                              const PageLinks& links, const std::vector<db::NewUrl>& found) {
  const bool is_frameset = !links.frames.empty();
  const SourceRules* source = rules.find(task.source_id);
  std::vector<Url> all = resolved(is_frameset ? links.frames : links.iframes, task, links);
  if (!is_frameset && !leads_nowhere_without(all, found)) return {};
  const bool shows_nothing_else =
      is_frameset || (!links.has_text && links.urls.size() == links.iframes.size());
  std::vector<Url> own;
  std::ranges::copy_if(all, std::back_inserter(own),
                       [&](const Url& frame) { return is_own(frame, task, source); });
  if (!own.empty()) {
    const bool is_one = own.size() == 1 && all.size() == 1;
    return {std::move(own), is_one && shows_nothing_else};
  }
  if (!shows_nothing_else) return {};
  std::vector<Url> moved = elsewhere(std::move(all), task, source);
  const bool is_moved = !moved.empty();
  return {std::move(moved), is_moved};
}

}  // namespace cabled
