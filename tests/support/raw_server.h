#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cabled::test {

/// What the server does on a connection after a request's head has come.
struct Step {
  enum class Kind { kSend, kDrip, kHang, kReset, kClose };

  static Step send(std::string bytes) { return {Kind::kSend, std::move(bytes), {}}; }
  /// Sends the bytes one by one, with a pause after each.
  static Step drip(std::string bytes, std::chrono::milliseconds pause) {
    return {Kind::kDrip, std::move(bytes), pause};
  }
  /// Says nothing until the client or the server goes.
  static Step hang() { return {Kind::kHang, {}, {}}; }
  static Step reset() { return {Kind::kReset, {}, {}}; }  ///< RST instead of FIN
  static Step close() { return {Kind::kClose, {}, {}}; }

  Kind kind;
  std::string bytes;
  std::chrono::milliseconds pause;
};
using Script = std::vector<Step>;

/// An HTTP server on 127.0.0.1 that sends any bytes whatever, to see what a client makes of them.
///
/// A script without close, reset or hang at its end keeps the connection for the next request.
/// Each connection has a thread of its own.
class RawServer {
 public:
  /// From a request's head, as received, to what follows. Called from the connections' threads.
  using Handler = std::function<Script(const std::string& request_head)>;

  explicit RawServer(Handler handler, const std::string& address = "127.0.0.1");
  /// Every request gets the same.
  explicit RawServer(Script script);
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  RawServer(RawServer&&) = delete;
  RawServer& operator=(RawServer&&) = delete;
  ~RawServer();

  int port() const noexcept { return port_; }
  /// "http://127.0.0.1:PORT" and `target`.
  std::string url(const std::string& target = "/") const;
  std::size_t connections() const noexcept { return connections_; }
  std::size_t bytes_sent() const noexcept { return bytes_sent_; }
  std::vector<std::string> request_heads() const;

 private:
  void accept_all();
  void serve(int socket);
  bool run(const Script& script, int socket);
  bool run(const Step& step, int socket);
  bool send_all(int socket, const std::string& bytes);
  bool pause(int socket, std::chrono::milliseconds time) const;

  Handler handler_;
  std::string address_;
  int listener_ = -1;
  int port_ = 0;
  int stop_read_ = -1;  ///< becomes readable when the server goes
  int stop_write_ = -1;
  std::atomic<std::size_t> connections_{0};
  std::atomic<std::size_t> bytes_sent_{0};
  mutable std::mutex mutex_;
  std::vector<std::string> request_heads_;  ///< guarded by mutex_
  std::vector<std::thread> threads_;        ///< guarded by mutex_ until accept_all() has ended
  std::thread acceptor_;
};

}  // namespace cabled::test
