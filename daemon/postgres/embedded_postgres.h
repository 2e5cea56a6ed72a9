#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// The private PostgreSQL of a state directory, for machines with no server configured.
///
/// Made on first use, started on demand, shared by all processes that hold one of these, stopped
/// by the last, also when a signal ends that one. Reached by a Unix socket that its owner alone may
/// open; no TCP. Root's server runs as an unprivileged user. A user that is killed (SIGKILL) leaves
/// the server running for the next one. Containers may share it if they share the socket's folder.
class EmbeddedPostgres {
 public:
  /// Whether a state directory has a cluster, or the beginning of one.
  static bool is_made(const std::filesystem::path& state_dir);
  /// Makes the cluster and starts the server as far as needed. Takes some seconds at worst.
  static Result<EmbeddedPostgres> acquire(const std::filesystem::path& state_dir);

  EmbeddedPostgres(EmbeddedPostgres&& other) noexcept;
  EmbeddedPostgres& operator=(EmbeddedPostgres&& other) noexcept;
  EmbeddedPostgres(const EmbeddedPostgres&) = delete;
  EmbeddedPostgres& operator=(const EmbeddedPostgres&) = delete;
  /// Stops the server when nobody else uses it; close all connections first.
  ~EmbeddedPostgres();

  /// From now on the server is started again when it dies, as long as this one lives.
  void look_after();

  /// For libpq: a superuser of the private cluster, database "cabled".
  const std::string& connection_string() const noexcept;

 private:
  struct Use;
  explicit EmbeddedPostgres(std::unique_ptr<Use> use);

  std::unique_ptr<Use> use_;
};

}  // namespace cabled
