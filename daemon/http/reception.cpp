#include "daemon/http/reception.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>

#include "daemon/system/descriptors.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using State = ClientConnection::State;

constexpr std::uint64_t kListening = 0;
constexpr std::uint64_t kBell = 1;
constexpr std::uint64_t kFirstClient = 2;
// What the rest of the process opens beside connections: the database, the archive, the log.
constexpr std::size_t kOtherDescriptors = 128;
// How many connections are taken before those that are there get their turn.
constexpr int kAcceptedAtOnce = 64;
// A stop is promised within a second.
constexpr milliseconds kStopPatience{900};

std::size_t most_connections(std::size_t wanted) {
  const std::size_t room = free_descriptors();
  return std::min(wanted, room > 2 * kOtherDescriptors ? room - kOtherDescriptors : room / 2);
}

}  // namespace

Reception::Reception(const ListeningSocket& socket, const HttpServerOptions& options,
                     RequestQueue& queue)
    : listening_(socket),
      queue_(queue),
      hosts_(options.hosts),
      at_once_(options.at_once),
      refusal_page_(options.refusal_page),
      patience_(options.patience),
      slowest_(options.slowest),
      most_(most_connections(options.connections)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      next_id_(kFirstClient) {
  const auto watch_always = [this](int fd, std::uint64_t id) {
    epoll_event event{.events = EPOLLIN, .data = {.u64 = id}};
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event);
  };
  watch_always(listening_.fd(), kListening);
  watch_always(bell_.get(), kBell);
}

void Reception::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { ::eventfd_write(bell_.get(), 1); });
  Time end = Time::max();
  while (!stopping_ || (!clients_.empty() && steady_clock::now() < end)) {
    wait_for_events();
    send_posted();
    cut_late();
    if (stop.stop_requested() && !stopping_) {
      begin_stop();
      end = steady_clock::now() + kStopPatience;
    }
  }
  clients_.clear();
  deadlines_.clear();
}

void Reception::begin_stop() {
  stopping_ = true;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, listening_.fd(), nullptr);
  std::vector<std::uint64_t> idle;
  for (auto& [id, client] : clients_) {
    client.stays_open = false;
    if (client.state == State::kReading || client.state == State::kLeaving) idle.push_back(id);
  }
  for (const std::uint64_t id : idle) close(id);
}

void Reception::post(std::uint64_t connection, std::string answer) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back({connection, std::move(answer)});
  }
  ::eventfd_write(bell_.get(), 1);
}

void Reception::send_posted() {
  std::vector<Answer> answers;
  {
    const std::lock_guard lock(mutex_);
    answers.swap(posted_);
  }
  for (Answer& made : answers) {
    const auto at = clients_.find(made.connection);
    if (at == clients_.end()) continue;
    answer(at->first, at->second, std::move(made.bytes));
    go_on(at->first, at->second);
  }
}

void Reception::wait_for_events() {
  auto wait = stopping_ ? milliseconds(20) : milliseconds(1000);
  if (!deadlines_.empty()) {
    const auto next = deadlines_.begin()->first - steady_clock::now();
    wait = std::clamp(std::chrono::ceil<milliseconds>(next), milliseconds(0), wait);
  }
  std::array<epoll_event, 256> events{};
  const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(wait.count()));
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    take_event(event.data.u64, event.events);
  }
}

void Reception::take_event(std::uint64_t id, std::uint32_t events) {
  if (id == kListening) return accept_some();
  if (id == kBell) {
    eventfd_t rung = 0;
    ::eventfd_read(bell_.get(), &rung);
    return;
  }
  const auto at = clients_.find(id);
  if (at == clients_.end()) return;  // closed by an event before
  ClientConnection& client = at->second;
  if (client.state == State::kReading && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
    return read(id, client);
  }
  if (client.state == State::kLeaving) return leave(id, client);
  if (client.state == State::kWorking) queue_.abandon(id);
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) return close(id);
  // Who has closed his side may still read: he is answered as long as nobody lacks the room.
  if (client.state == State::kWorking) return watch(id, client, 0);
  if (client.state == State::kWriting) go_on(id, client);
}

void Reception::accept_some() {
  for (int i = 0; i < kAcceptedAtOnce && !stopping_; ++i) {
    if (clients_.size() >= most_ && !make_room()) return;
    FileDescriptor socket(
        ::accept4(listening_.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket) {
      add(std::move(socket));
    } else if (errno == EMFILE || errno == ENFILE) {
      if (!make_room()) return;
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return;
    }
  }
}

// Whoever has kept a connection the longest without a request that is whole gives way: an honest
// client needs milliseconds. False when all of them are being worked for.
bool Reception::make_room() {
  if (deadlines_.empty()) return false;
  close(deadlines_.begin()->second);
  return true;
}

void Reception::add(FileDescriptor socket) {
  const std::uint64_t id = next_id_++;
  ClientConnection& client =
      clients_.emplace(id, ClientConnection(std::move(socket))).first->second;
  client.watched = EPOLLIN;
  epoll_event event{.events = client.watched, .data = {.u64 = id}};
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, client.fd(), &event);
  await_request(id, client);
}

void Reception::close(std::uint64_t id) {
  const auto at = clients_.find(id);
  ClientConnection& client = at->second;
  if (client.state == State::kWriting) {
    client.drop_unsent();
    held_bytes_ -= client.output.size();
  }
  deadlines_.erase({client.deadline, id});
  clients_.erase(at);
}

void Reception::set_deadline(std::uint64_t id, ClientConnection& client, Time deadline) {
  deadlines_.erase({client.deadline, id});
  client.deadline = deadline;
  if (deadline != Time::max()) deadlines_.emplace(deadline, id);
}

void Reception::watch(std::uint64_t id, ClientConnection& client, std::uint32_t events) {
  if (client.watched == events) return;
  client.watched = events;
  epoll_event event{.events = events, .data = {.u64 = id}};
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, client.fd(), &event);
}

void Reception::cut_late() {
  const Time now = steady_clock::now();
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    const std::uint64_t id = deadlines_.begin()->second;
    ClientConnection& client = clients_.at(id);
    if (client.state == State::kReading && !client.input.empty()) {
      refuse(id, client, {408, "the request took too long"});
      go_on(id, client);
    } else {
      close(id);
    }
  }
}

}  // namespace cabled
