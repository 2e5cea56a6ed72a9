#include "daemon/http/listening_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "daemon/system/releaser.h"

namespace cabled {
namespace {

constexpr std::string_view kUnix = "unix:";
// As many as the kernel takes (net.core.somaxconn).
constexpr int kBacklog = 4096;

struct Endpoint {
  std::string host;  ///< "" for all addresses
  std::string port;
};

std::string last_error() { return std::generic_category().message(errno); }

Result<Endpoint> read_endpoint(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string::npos) {
    return fail(ErrorKind::kInvalid, "'{}' is no ADDRESS:PORT", listen);
  }
  Endpoint endpoint{listen.substr(0, colon), listen.substr(colon + 1)};
  std::uint16_t port = 0;
  const char* const end = endpoint.port.data() + endpoint.port.size();
  const auto read = std::from_chars(endpoint.port.data(), end, port);
  if (read.ec != std::errc() || read.ptr != end) {
    return fail(ErrorKind::kInvalid, "'{}' ends in no port", listen);
  }
  if (endpoint.host.starts_with('[') && endpoint.host.ends_with(']')) {
    endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  } else if (endpoint.host.find(':') != std::string::npos) {
    return fail(ErrorKind::kInvalid, "'{}': an IPv6 address stands in brackets", listen);
  }
  return endpoint;
}

Result<std::string> read_path(const std::string& listen) {
  std::string path = listen.substr(kUnix.size());
  if (!path.starts_with('/')) return fail(ErrorKind::kInvalid, "'{}' is no whole path", listen);
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return fail(ErrorKind::kInvalid, "'{}' is longer than a socket's path may be ({} bytes)",
                listen, sizeof(sockaddr_un::sun_path) - 1);
  }
  return path;
}

tl::unexpected<Error> cannot_listen(const std::string& listen) {
  return fail(ErrorKind::kRefused, "cannot listen at '{}': {}", listen, last_error());
}

FileDescriptor new_socket(int family) {
  return FileDescriptor(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

Result<FileDescriptor> listen_at_port(const std::string& listen) {
  const Result<Endpoint> endpoint = read_endpoint(listen);
  if (!endpoint) return tl::unexpected(endpoint.error());
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const char* const host = endpoint->host.empty() ? nullptr : endpoint->host.c_str();
  if (const int code = ::getaddrinfo(host, endpoint->port.c_str(), &hints, &found); code != 0) {
    return fail(ErrorKind::kRefused, "cannot listen at '{}': {}", listen, ::gai_strerror(code));
  }
  const std::unique_ptr<addrinfo, Releaser<freeaddrinfo>> addresses(found);
  FileDescriptor socket = new_socket(found->ai_family);
  // A restart is not to wait for the last connections of the one before.
  const int yes = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (!socket || ::bind(socket.get(), found->ai_addr, found->ai_addrlen) != 0 ||
      ::listen(socket.get(), kBacklog) != 0) {
    return cannot_listen(listen);
  }
  return socket;
}

sockaddr_un unix_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

const sockaddr* as_address(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);  // NOLINT: the interface of sockets
}

/// Takes a socket file away that its server has left behind, and nothing else.
void remove_stale(const std::string& path, const sockaddr_un& address) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) return;
  const FileDescriptor probe = new_socket(AF_UNIX);
  if (::connect(probe.get(), as_address(address), sizeof address) != 0 && errno == ECONNREFUSED) {
    ::unlink(path.c_str());
  }
}

Result<FileDescriptor> listen_at_path(const std::string& listen) {
  const Result<std::string> path = read_path(listen);
  if (!path) return tl::unexpected(path.error());
  const sockaddr_un address = unix_address(*path);
  remove_stale(*path, address);
  FileDescriptor socket = new_socket(AF_UNIX);
  if (!socket || ::bind(socket.get(), as_address(address), sizeof address) != 0) {
    return cannot_listen(listen);
  }
  // For the group: a reverse proxy that is in it may connect, whatever the mask of files says.
  if (::chmod(path->c_str(), 0660) != 0 || ::listen(socket.get(), kBacklog) != 0) {
    return cannot_listen(listen);
  }
  return socket;
}

struct NumericAddress {
  std::string host;  ///< "" for a socket of this machine
  std::string port;  ///< or the path of the socket file
};

NumericAddress numeric_address(int socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  auto* const address = reinterpret_cast<sockaddr*>(&storage);  // NOLINT: the interface of sockets
  if (::getsockname(socket, address, &size) != 0) return {};
  if (storage.ss_family == AF_UNIX) {
    const auto* const file = reinterpret_cast<const sockaddr_un*>(&storage);  // NOLINT: as above
    return {"", size > offsetof(sockaddr_un, sun_path) ? std::string(file->sun_path) : ""};
  }
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  ::getnameinfo(address, size, host.data(), host.size(), port.data(), port.size(),
                NI_NUMERICHOST | NI_NUMERICSERV);
  return {host.data(), port.data()};
}

std::string address_of(int socket) {
  const NumericAddress at = numeric_address(socket);
  if (at.host.empty()) return "unix:" + at.port;
  const bool is_v6 = at.host.find(':') != std::string::npos;
  return "http://" + (is_v6 ? '[' + at.host + ']' : at.host) + ':' + at.port;
}

}  // namespace

ListeningSocket::ListeningSocket(FileDescriptor socket)
    : socket_(std::move(socket)), address_(address_of(socket_.get())) {}

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept
    : socket_(std::move(other.socket_)),
      address_(std::move(other.address_)),
      own_file_(std::exchange(other.own_file_, {})) {}

ListeningSocket::~ListeningSocket() {
  if (!own_file_.empty()) ::unlink(own_file_.c_str());
}

Result<ListeningSocket> ListeningSocket::open(const std::string& listen) {
  const bool is_path = listen.starts_with(kUnix);
  Result<FileDescriptor> socket = is_path ? listen_at_path(listen) : listen_at_port(listen);
  if (!socket) return tl::unexpected(socket.error());
  ListeningSocket made(std::move(*socket));
  if (is_path) made.own_file_ = listen.substr(kUnix.size());
  return made;
}

Result<ListeningSocket> ListeningSocket::adopt(FileDescriptor socket) {
  const int flags = ::fcntl(socket.get(), F_GETFL);
  if (flags < 0 || ::fcntl(socket.get(), F_SETFL, flags | O_NONBLOCK) != 0) {
    return fail(ErrorKind::kRefused, "cannot use the socket that was passed: {}", last_error());
  }
  return ListeningSocket(std::move(socket));
}

std::string local_host(int socket) {
  // How a socket for both families shows an IPv4 address.
  constexpr std::string_view kMapped = "::ffff:";
  std::string host = numeric_address(socket).host;
  return host.starts_with(kMapped) ? host.substr(kMapped.size()) : host;
}

}  // namespace cabled
