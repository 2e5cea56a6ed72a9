#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "daemon/system/file_descriptor.h"

namespace cabled::test {

/// A connection to a server on 127.0.0.1 that sends any bytes whatever. Ten seconds are the most
/// that it waits.
class RawClient {
 public:
  explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval longest{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    // NOLINTNEXTLINE: the interface of sockets
    ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }

  void send(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t gone =
          ::send(socket_.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (gone <= 0) return;  // the server has closed
      sent += static_cast<std::size_t>(gone);
    }
  }
  void end_sending() const { ::shutdown(socket_.get(), SHUT_WR); }
  /// Closes so that the server is told of a broken connection.
  void reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.reset();
  }

  /// Reads nothing until the connection is broken off, ten seconds at most.
  void wait_until_cut() const {
    pollfd socket{.fd = socket_.get(), .events = 0, .revents = 0};
    ::poll(&socket, 1, 10'000);
  }

  std::string read_some() const {
    std::array<char, 65536> piece{};
    const ssize_t got = ::recv(socket_.get(), piece.data(), piece.size(), 0);
    return got > 0 ? std::string(piece.data(), static_cast<std::size_t>(got)) : std::string();
  }
  std::string read_to_end() const {
    std::string all;
    while (true) {
      const std::string piece = read_some();
      if (piece.empty()) return all;
      all += piece;
    }
  }

 private:
  FileDescriptor socket_;
};

}  // namespace cabled::test
