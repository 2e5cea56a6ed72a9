#include "daemon/http/client_connection.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace cabled {
namespace {

constexpr std::size_t kPiece = 16 << 10U;

bool would_wait() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

ClientConnection::Received ClientConnection::receive() {
  std::array<char, kPiece> piece;  // NOLINT: recv fills what is used of it
  const ssize_t got = ::recv(fd(), piece.data(), piece.size(), 0);
  if (got < 0) return would_wait() ? Received::kNothing : Received::kBroken;
  if (got == 0) return Received::kEnd;
  input.append(piece.data(), static_cast<std::size_t>(got));
  return Received::kMore;
}

ClientConnection::Received ClientConnection::discard() {
  std::array<char, kPiece> piece;  // NOLINT: nobody reads it
  const ssize_t got = ::recv(fd(), piece.data(), piece.size(), 0);
  if (got < 0) return would_wait() ? Received::kNothing : Received::kBroken;
  return got == 0 ? Received::kEnd : Received::kMore;
}

ClientConnection::Sent ClientConnection::send() {
  while (sent < output.size()) {
    const ssize_t gone =
        ::send(fd(), output.data() + sent, output.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (gone < 0) return would_wait() ? Sent::kSome : Sent::kBroken;
    sent += static_cast<std::size_t>(gone);
  }
  return Sent::kAll;
}

void ClientConnection::end_sending() noexcept { ::shutdown(fd(), SHUT_WR); }

void ClientConnection::drop_unsent() noexcept {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace cabled
