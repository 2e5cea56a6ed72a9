#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "daemon/system/file_descriptor.h"

namespace cabled {

/// A client's connection: bytes that came, bytes that are to go. It never waits. For the thread
/// that serves all of them.
class ClientConnection {
 public:
  enum class State {
    kReading,  ///< between requests, or within a head
    kWorking,  ///< a worker has its request
    kWriting,  ///< the answer goes out
    kLeaving,  ///< answered for the last time: what the client still sends is thrown away, since
               ///< closing on unread bytes would take the answer from it
  };
  using Time = std::chrono::steady_clock::time_point;

  explicit ClientConnection(FileDescriptor socket) : socket_(std::move(socket)) {}

  int fd() const noexcept { return socket_.get(); }

  enum class Received { kMore, kNothing, kEnd, kBroken };
  /// Takes what has come, a piece of it at a time.
  Received receive();
  /// Throws away what has come; kNothing or kMore while the client has not closed.
  Received discard();
  enum class Sent { kAll, kSome, kBroken };
  /// Sends what the socket takes of the answer.
  Sent send();
  /// Says that no more comes.
  void end_sending() noexcept;
  /// Makes closing drop what is not sent, so that the system keeps nothing for a client that does
  /// not read.
  void drop_unsent() noexcept;

  State state = State::kReading;
  Time deadline{};            ///< Time::max() for none
  std::string input;          ///< a head that is not whole yet, or more requests behind one
  std::string output;         ///< the answer that goes out
  std::size_t sent = 0;       ///< of it
  std::size_t answers = 0;    ///< given on this connection
  std::uint32_t watched = 0;  ///< epoll's events that are waited for
  bool stays_open = true;     ///< after the answer
  bool has_ended = false;     ///< the client sends no more

 private:
  FileDescriptor socket_;
};

}  // namespace cabled
