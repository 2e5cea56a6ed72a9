#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "daemon/system/descriptors.h"
#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"

namespace cabled::test::curl_fetcher_descriptors_test {
namespace {

/// Leaves the process so many descriptors, as long as it lives.
class FewDescriptors {
 public:
  explicit FewDescriptors(std::size_t left) {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit few = before_;
    few.rlim_cur = 0;
    // The limit is one of numbers, and some below it may be free.
    for (std::size_t free = 0; free < left || !is_free(few.rlim_cur); ++few.rlim_cur) {
      if (is_free(few.rlim_cur)) ++free;
    }
    setrlimit(RLIMIT_NOFILE, &few);
  }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;
  ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  static bool is_free(rlim_t number) { return fcntl(static_cast<int>(number), F_GETFD) == -1; }

  rlimit before_{};
};

std::string fate_with(std::size_t descriptors, const std::string& url) {
  CurlFetcher fetcher(test_options());
  // The sanitizer needs descriptors to look at an object that it does not know yet.
  fetch_one(fetcher, request_for("http://10.0.0.1/"));
  FetchRequest request = request_for(url);
  request.limits.total_timeout = std::chrono::seconds(20);
  FetchResult result{0, request.url, FetchFailure{}};
  {
    const FewDescriptors few(descriptors);
    result = fetch_one(fetcher, std::move(request));
  }
  return class_of(result);
}

std::string where_nobody_listens() {
  const RawServer gone({Step::close()});
  return gone.url();
}

TEST(CurlFetcherDescriptors, TheirWantIsOursAndNotTheHosts) {
  EXPECT_EQ(fate_with(0, where_nobody_listens()), "descriptors");
  EXPECT_EQ(fate_with(0, "http://no-such-host.invalid/"), "descriptors");
}

TEST(CurlFetcherDescriptors, ATroubleOfTheHostStaysItsOwnWhileThereAreSome) {
  EXPECT_EQ(fate_with(64, where_nobody_listens()), "connect");
  EXPECT_EQ(fate_with(64, "http://no-such-host.invalid/"), "dns");
}

TEST(Descriptors, AreCounted) {
  const std::size_t before = free_descriptors();
  const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(free_descriptors(), before - 1);
  ::close(file);
  EXPECT_EQ(free_descriptors(), before);
}

TEST(Descriptors, BoundConnectionsByWhatTheRestOfACrawlLeaves) {
  const auto fit_with = [](std::size_t descriptors) {
    const FewDescriptors few(descriptors);
    return connections_that_fit(64);
  };

  EXPECT_EQ(connections_that_fit(3), 3U);
  EXPECT_EQ(fit_with(kReservedDescriptors + 2 * kDescriptorsOfConnection + 1), 2U);
  EXPECT_EQ(fit_with(0), 1U);
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_descriptors_test
