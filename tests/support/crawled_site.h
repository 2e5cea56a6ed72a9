#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "tests/support/raw_server.h"
#include "tests/support/test_database.h"

namespace cabled::test {

/// An answer as it goes over the wire, with a Content-Length; `head` is the status line's end and
/// the fields: "200 OK\r\nETag: \"a\"".
std::string answer(const std::string& head, const std::string& body);
/// The same without a length: the end of the connection is the end of the body.
std::string unending_answer(const std::string& head, const std::string& body);
/// A page of one telegram, invented, whose last line is the signer.
std::string telegram_page(int serial);

/// A site on loopback and the whole crawl of it, as `cabled run --once` does it: one source, robots
/// off unless the settings say otherwise.
class CrawledSite {
 public:
  CrawledSite();
  CrawledSite(const CrawledSite&) = delete;
  CrawledSite& operator=(const CrawledSite&) = delete;
  ~CrawledSite();

  /// What the site says to a path (or to "//host/path", for requests to that host alone): the
  /// first answer to the first request, the last one to all that follow.
  void says(const std::string& path, std::vector<std::string> answers);
  /// "http://HOST:PORT" and `path`; north.example, www.north.example and south.example are this
  /// server too.
  std::string url(const std::string& path, const std::string& host = "127.0.0.1") const;
  /// Lines of the source's table.
  void configure(const std::string& settings);

  /// Crawls until nothing is due.
  void crawl();
  /// As if the time of every URL had come and every host had rested.
  void make_all_due();
  /// The n-th request for a path, from 0; "" when there was none.
  std::string request(const std::string& path, std::size_t n) const;
  std::size_t requests(const std::string& path) const;

  /// "verdict reason" of a URL.
  std::string fate(const std::string& path, const std::string& host = "127.0.0.1") const;
  std::string cables() const;
  const TestDatabase& database() const { return database_; }

 private:
  Script reply(const std::string& head);

  TestDatabase database_;
  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<std::string>> answers_;  // guarded by mutex_
  std::map<std::string, std::size_t> asked_;                 // guarded by mutex_
  RawServer server_;
  Config config_;
};

}  // namespace cabled::test
