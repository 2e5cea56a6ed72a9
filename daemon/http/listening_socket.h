#pragma once

#include <string>

#include "daemon/system/file_descriptor.h"
#include "parsers/model/error.h"

namespace cabled {

/// A socket that takes connections without waiting for them, and what it is called. A socket file
/// that it made goes with it.
class ListeningSocket {
 public:
  /// Takes an address: "127.0.0.1:8089", "[::1]:0" (0 is any free port), "localhost:80", ":8089"
  /// (every address of this machine), "unix:/path". kInvalid when it is none of these, kRefused
  /// when it cannot be had. A socket file that nobody answers at is replaced.
  static Result<ListeningSocket> open(const std::string& listen);
  /// One that somebody else opened.
  static Result<ListeningSocket> adopt(FileDescriptor socket);

  ListeningSocket(ListeningSocket&& other) noexcept;
  ListeningSocket& operator=(ListeningSocket&& other) = delete;
  ListeningSocket(const ListeningSocket&) = delete;
  ListeningSocket& operator=(const ListeningSocket&) = delete;
  ~ListeningSocket();

  int fd() const noexcept { return socket_.get(); }
  /// "http://127.0.0.1:8089", with the port that the system chose, or "unix:/path".
  const std::string& address() const noexcept { return address_; }

 private:
  explicit ListeningSocket(FileDescriptor socket);

  FileDescriptor socket_;
  std::string address_;
  std::string own_file_;
};

/// The address that a connected socket has on this side, without port and brackets; "" for a socket
/// of this machine.
std::string local_host(int socket);

}  // namespace cabled
