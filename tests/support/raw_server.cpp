#include "tests/support/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace cabled::test {
namespace {

constexpr std::size_t kMaxRequestBytes = 65536;

// The next request's head; what follows it stays in `received`. Empty when the client has gone.
std::string next_head(std::string& received) {
  const std::size_t end = received.find("\r\n\r\n");
  if (end == std::string::npos) return {};
  std::string head = received.substr(0, end + 4);
  received.erase(0, end + 4);
  return head;
}

int listen_on(const std::string& address) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in in{};
  in.sin_family = AF_INET;
  inet_pton(AF_INET, address.c_str(), &in.sin_addr);
  const bool good = listener >= 0 &&
                    bind(listener, reinterpret_cast<const sockaddr*>(&in), sizeof in) == 0 &&
                    listen(listener, SOMAXCONN) == 0;
  if (!good) throw std::runtime_error("cannot listen on " + address);
  return listener;
}

int port_of(int listener) {
  sockaddr_in in{};
  socklen_t length = sizeof in;
  getsockname(listener, reinterpret_cast<sockaddr*>(&in), &length);
  return ntohs(in.sin_port);
}

}  // namespace

RawServer::RawServer(Handler handler, const std::string& address)
    : handler_(std::move(handler)),
      address_(address),
      listener_(listen_on(address)),
      port_(port_of(listener_)) {
  int ends[2] = {-1, -1};
  if (pipe(ends) != 0) throw std::runtime_error("cannot make a pipe");
  stop_read_ = ends[0];
  stop_write_ = ends[1];
  acceptor_ = std::thread([this] { accept_all(); });
}

RawServer::RawServer(Script script)
    : RawServer([script = std::move(script)](const std::string&) { return script; }) {}

RawServer::~RawServer() {
  // Closing the writing end makes the reading end readable for every thread that polls it.
  close(stop_write_);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
  close(stop_read_);
}

std::string RawServer::url(const std::string& target) const {
  return "http://" + address_ + ":" + std::to_string(port_) + target;
}

std::vector<std::string> RawServer::request_heads() const {
  const std::lock_guard lock(mutex_);
  return request_heads_;
}

void RawServer::accept_all() {
  for (;;) {
    pollfd waits[] = {{listener_, POLLIN, 0}, {stop_read_, POLLIN, 0}};
    if (poll(waits, 2, -1) < 0) continue;
    if (waits[1].revents != 0) return;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    ++connections_;
    const std::lock_guard lock(mutex_);
    threads_.emplace_back([this, client] { serve(client); });
  }
}

void RawServer::serve(int socket) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  std::string received;
  for (bool open = true; open;) {
    const std::string head = next_head(received);
    if (!head.empty()) {
      {
        const std::lock_guard lock(mutex_);
        request_heads_.push_back(head);
      }
      open = run(handler_(head), socket);
      continue;
    }
    pollfd waits[] = {{socket, POLLIN, 0}, {stop_read_, POLLIN, 0}};
    if (poll(waits, 2, -1) < 0) continue;
    char bytes[8192];
    const ssize_t count = waits[1].revents != 0 ? 0 : recv(socket, bytes, sizeof bytes, 0);
    open = count > 0 && received.size() < kMaxRequestBytes;
    if (open) received.append(bytes, static_cast<std::size_t>(count));
  }
  ::close(socket);
}

bool RawServer::run(const Script& script, int socket) {
  for (const Step& step : script) {
    if (!run(step, socket)) return false;
  }
  return true;
}

bool RawServer::run(const Step& step, int socket) {
  switch (step.kind) {
    case Step::Kind::kSend:
      return send_all(socket, step.bytes);
    case Step::Kind::kDrip:
      for (const char byte : step.bytes) {
        if (!send_all(socket, std::string(1, byte)) || !pause(socket, step.pause)) return false;
      }
      return true;
    case Step::Kind::kHang:
      pause(socket, std::chrono::hours(1));
      return false;
    case Step::Kind::kReset: {
      const linger at_once{1, 0};
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      return false;
    }
    case Step::Kind::kClose:
      return false;
  }
  return false;
}

bool RawServer::send_all(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    pollfd waits[] = {{socket, POLLOUT, 0}, {stop_read_, POLLIN, 0}};
    if (poll(waits, 2, -1) < 0) continue;
    if (waits[1].revents != 0) return false;
    const ssize_t count =
        send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0) return false;
    sent += static_cast<std::size_t>(count);
    bytes_sent_ += static_cast<std::size_t>(count);
  }
  return true;
}

// False when the client or the server went meanwhile.
bool RawServer::pause(int socket, std::chrono::milliseconds time) const {
  pollfd waits[] = {{socket, POLLRDHUP, 0}, {stop_read_, POLLIN, 0}};
  return poll(waits, 2, static_cast<int>(time.count())) == 0;
}

}  // namespace cabled::test
