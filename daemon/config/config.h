#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "daemon/config/quantities.h"

namespace cabled {

// Plain values, as configured; what each means and may be stands in option_table.cpp. The values
// here are the defaults, for the program, the sample file and the manual alike.

struct LogOptions {
  std::string level = "info";
  std::string format = "auto";
};

struct DatabaseOptions {
  std::string url;  ///< empty: the embedded database
  std::filesystem::path password_file;
};

struct FetchOptions {
  int connections = 64;
  int per_host = 1;
  std::chrono::milliseconds delay = std::chrono::seconds(1);
  bool auto_throttle = true;
  std::chrono::milliseconds max_delay = std::chrono::minutes(1);
  std::chrono::milliseconds rest = std::chrono::seconds(5);
  std::chrono::milliseconds max_rest = std::chrono::hours(6);
  Bytes bandwidth{0};  ///< a second; 0: no cap
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(15);
  std::chrono::milliseconds total_timeout = std::chrono::minutes(2);
  std::chrono::milliseconds low_speed_time = std::chrono::seconds(30);
  Bytes low_speed_limit{100};
  Bytes max_body = 32_MiB;
  int max_redirects = 5;
  std::vector<std::string> allow_private;
  std::string proxy;
  std::filesystem::path proxy_credentials_file;
  int attempts = 5;
};

struct ParseOptions {
  int threads = 0;  ///< 0: one less than the machine has cores, at least one
  Bytes memory = 256_MiB;
  std::chrono::milliseconds cpu_time = std::chrono::seconds(2);
};

struct ArchiveOptions {
  Bytes segment_size = 1_GiB;
  std::chrono::milliseconds segment_age = std::chrono::hours(1);
  Bytes disk_floor = 1_GiB;
  std::chrono::milliseconds keep_for{0};  ///< 0: for ever
  Bytes keep_size{0};                     ///< 0: no bound
  bool delete_needed = false;
};

struct PipelineOptions {
  int pages = 512;
  Bytes bytes = 128_MiB;
};

struct WriteOptions {
  int connections = 2;
  int batch_rows = 500;
  std::chrono::milliseconds batch_time = std::chrono::milliseconds(500);
};

struct RobotsOptions {
  bool respect = true;
};

/// The web reader, `cabled serve`.
struct ServeOptions {
  std::string listen = "127.0.0.1:8089";
  std::string base_path;
  std::vector<std::string> hosts;
  std::string title = "Cables";
  std::string contact;
  std::chrono::milliseconds query_timeout = std::chrono::seconds(5);
  int connections = 16;
};

/// Figures for Prometheus, from `cabled run`.
struct MetricsOptions {
  std::string listen;  ///< empty: none
};

/// One site to collect from. Where it says nothing of its own, load_config() has filled in the
/// global value.
struct Source {
  std::string name;
  std::vector<std::string> seeds;
  std::vector<std::string> index;
  std::vector<std::string> sitemaps;
  std::vector<std::string> feeds;
  std::vector<std::string> archives;
  std::vector<std::string> templates;
  int template_misses = 50;
  bool robots_sitemaps = true;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  std::string profile = "auto";
  std::vector<std::string> aliases;
  int depth = 3;
  std::chrono::milliseconds every = std::chrono::hours(24);
  std::string schedule;
  std::string time_zone = "UTC";
  std::chrono::milliseconds jitter{0};
  std::chrono::milliseconds revisit = std::chrono::hours(24 * 30);
  std::chrono::milliseconds revisit_min = std::chrono::hours(24);
  std::chrono::milliseconds revisit_max = std::chrono::hours(24 * 365);
  int priority = 0;
  std::chrono::milliseconds delay = FetchOptions{}.delay;
  int per_host = FetchOptions{}.per_host;
  std::vector<std::string> allow_private;
  bool verify_tls = true;
  bool crawl_robots = RobotsOptions{}.respect;
};

struct Config {
  std::filesystem::path file;  ///< where it was read from; empty when there is none
  std::filesystem::path state_dir;
  std::string user_agent;  ///< empty: cabled/VERSION; full_user_agent() says what is sent
  std::string contact;
  LogOptions log;
  DatabaseOptions database;
  FetchOptions fetch;
  ParseOptions parse;
  ArchiveOptions archive;
  PipelineOptions pipeline;
  WriteOptions write;
  RobotsOptions robots;
  ServeOptions serve;
  MetricsOptions metrics;
  std::vector<Source> sources;
};

}  // namespace cabled
