#pragma once

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "parsers/model/url.h"

namespace cabled {

/// Where the seeds of a source were seen to lead, step by step. Any thread.
///
/// Kept apart from other redirections: an index page that leads elsewhere takes nobody along,
/// however many steps it takes. What does not fit in kMostSteps is not followed, for a seed may
/// lead somewhere else at each visit.
class SeedWays {
 public:
  static constexpr std::size_t kMostSteps = 1000;

  void add(const Url& step);
  bool lead_to(const Url& url) const;
  /// The host becomes the source's own: whether that is news.
  bool join(const std::string& host);
  bool joined(const std::string& host) const;
  std::vector<std::string> joined_hosts() const;

 private:
  mutable std::mutex mutex_;
  std::set<std::string> steps_;  // this and below guarded by mutex_
  std::set<std::string> hosts_;
};

}  // namespace cabled
