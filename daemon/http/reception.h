#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "daemon/http/client_connection.h"
#include "daemon/http/host_rule.h"
#include "daemon/http/http_server.h"
#include "daemon/http/listening_socket.h"
#include "daemon/http/request_head.h"
#include "daemon/http/request_queue.h"
#include "daemon/http/response_writer.h"
#include "daemon/system/file_descriptor.h"

namespace cabled {

/// The thread that clients meet. It takes connections and whole heads in, hands requests to the
/// queue, sends answers out, and cuts whoever is slow; it waits for no client and for no worker, so
/// ten thousand of the one and a hanging one of the other leave it free.
class Reception {
 public:
  /// Keeps references to all but `options`, from which it takes what it needs.
  Reception(const ListeningSocket& socket, const HttpServerOptions& options, RequestQueue& queue);

  /// Serves until `stop`; then takes nothing new, waits a short while for what is under way, and
  /// closes all.
  void run(const std::stop_token& stop);

  /// What a worker has made for a connection, which may be gone by now. Any thread.
  void post(std::uint64_t connection, std::string answer);

 private:
  using Time = ClientConnection::Time;
  using Clients = std::unordered_map<std::uint64_t, ClientConnection>;
  struct Answer {
    std::uint64_t connection;
    std::string bytes;
  };

  void wait_for_events();
  void take_event(std::uint64_t id, std::uint32_t events);
  void accept_some();
  bool make_room();
  void add(FileDescriptor socket);
  void close(std::uint64_t id);

  void read(std::uint64_t id, ClientConnection& client);
  void leave(std::uint64_t id, ClientConnection& client);
  void go_on(std::uint64_t id, ClientConnection& client);
  bool take_request(std::uint64_t id, ClientConnection& client);
  void give(std::uint64_t id, ClientConnection& client, RequestHead head);
  void refuse(std::uint64_t id, ClientConnection& client, const Refusal& refusal);
  void answer(std::uint64_t id, ClientConnection& client, std::string bytes);
  bool flush(std::uint64_t id, ClientConnection& client);
  void await_request(std::uint64_t id, ClientConnection& client);

  HttpResponse refusal(int status, std::string_view words, std::string_view target) const;
  void send_posted();
  void cut_late();
  void begin_stop();
  void set_deadline(std::uint64_t id, ClientConnection& client, Time deadline);
  void watch(std::uint64_t id, ClientConnection& client, std::uint32_t events);

  const ListeningSocket& listening_;
  RequestQueue& queue_;
  const HostRule hosts_;
  const HttpAtOnce at_once_;
  const HttpRefusalPage refusal_page_;
  const std::chrono::milliseconds patience_;
  const std::size_t slowest_;
  const std::size_t most_;
  FileDescriptor epoll_;
  FileDescriptor bell_;  ///< rung by post() and by a stop
  Clients clients_;
  std::set<std::pair<Time, std::uint64_t>> deadlines_;
  std::uint64_t next_id_;
  std::size_t held_bytes_ = 0;  ///< of answers that are not sent yet
  ResponseWriter writer_;
  bool stopping_ = false;
  std::mutex mutex_;
  std::vector<Answer> posted_;  // guarded by mutex_
};

}  // namespace cabled
