// What goes on between the reception and one client: requests that come in, answers that go out.
#include <sys/epoll.h>

#include <algorithm>
#include <optional>
#include <variant>

#include "daemon/http/reception.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using State = ClientConnection::State;

// Of answers that clients are slow to take. Beyond it requests are sent away: memory is bounded.
constexpr std::size_t kMostHeldBytes = 32U << 20U;
// How long an answered client may go on sending before it is closed upon.
constexpr std::chrono::seconds kFarewell{2};
// Of one connection; then the client makes a new one, and others come in between.
constexpr std::size_t kMostAnswers = 500;

// What stands between the first two blanks of a request.
std::string_view target_of(std::string_view input) {
  const std::string_view line = input.substr(0, input.find('\n'));
  const std::size_t begin = std::min(line.find(' '), line.size());
  const std::string_view rest = line.substr(std::min(begin + 1, line.size()));
  return rest.substr(0, rest.find(' '));
}

}  // namespace

void Reception::read(std::uint64_t id, ClientConnection& client) {
  using Received = ClientConnection::Received;
  while (client.input.size() <= kLongestHead) {
    const Received received = client.receive();
    if (received == Received::kBroken) return close(id);
    if (received == Received::kEnd) client.has_ended = true;
    if (received != Received::kMore) break;
  }
  go_on(id, client);
}

void Reception::leave(std::uint64_t id, ClientConnection& client) {
  using Received = ClientConnection::Received;
  const Received received = client.discard();
  if (received == Received::kEnd || received == Received::kBroken) close(id);
}

// Answers and further requests follow each other until there is something to wait for. The client
// may be gone afterwards.
void Reception::go_on(std::uint64_t id, ClientConnection& client) {
  while (true) {
    if (client.state == State::kWriting && !flush(id, client)) return;
    if (client.state != State::kReading || !take_request(id, client)) return;
  }
}

/// False when there is no whole request, or when a worker has it.
bool Reception::take_request(std::uint64_t id, ClientConnection& client) {
  // Some clients send an empty line behind a request (RFC 9112, section 2.2).
  while (client.input.starts_with("\r\n")) client.input.erase(0, 2);
  const HeadSearch found = find_head(client.input);
  if (found.is_refused) {
    refuse(id, client, found.refusal);
    return true;
  }
  if (found.length == 0) {
    if (client.has_ended) close(id);
    return false;
  }
  const std::string_view head = std::string_view(client.input).substr(0, found.length);
  auto read = read_head(head, hosts_, local_host(client.fd()));
  if (const auto* refused = std::get_if<Refusal>(&read)) {
    refuse(id, client, *refused);
    return true;
  }
  client.input.erase(0, found.length);
  give(id, client, std::move(std::get<RequestHead>(read)));
  return client.state == State::kWriting;
}

void Reception::give(std::uint64_t id, ClientConnection& client, RequestHead head) {
  ++client.answers;
  client.stays_open = head.keeps_open && !stopping_ && client.answers < kMostAnswers;
  AnswerForm form = form_of(head.request);
  if (!client.stays_open) form.after = AnswerForm::After::kClose;
  std::optional<HttpResponse> now;
  if (at_once_) now = at_once_(head.request);
  if (!now) {
    const std::string path = head.request.path;
    const auto gone = queue_.displace();
    if (gone && clients_.contains(*gone)) close(*gone);
    const bool has_room = held_bytes_ < kMostHeldBytes;
    if (has_room && queue_.push({id, std::move(head.request), form, client.has_ended})) {
      client.state = State::kWorking;
      set_deadline(id, client, Time::max());
      return watch(id, client, client.has_ended ? 0 : std::uint32_t{EPOLLRDHUP});
    }
    now = refusal(503, "too many requests wait already; try again in a second", path);
  }
  answer(id, client, writer_.bytes(std::move(*now), form));
}

HttpResponse Reception::refusal(int status, std::string_view words, std::string_view target) const {
  HttpResponse response = refusal_page_(status, words, target);
  if (status == 405) response.headers.emplace_back("Allow", "GET, HEAD");
  if (status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

void Reception::refuse(std::uint64_t id, ClientConnection& client, const Refusal& why) {
  AnswerForm form{.after = AnswerForm::After::kClose};
  if (client.input.starts_with("HEAD ")) form.body = AnswerForm::Body::kLeftOut;
  HttpResponse response = refusal(why.status, why.words, target_of(client.input));
  client.input = std::string();
  client.stays_open = false;
  answer(id, client, writer_.bytes(std::move(response), form));
}

void Reception::answer(std::uint64_t id, ClientConnection& client, std::string bytes) {
  client.state = State::kWriting;
  client.output = std::move(bytes);
  client.sent = 0;
  held_bytes_ += client.output.size();
  const std::chrono::seconds for_length(client.output.size() / slowest_);
  set_deadline(id, client, steady_clock::now() + patience_ + for_length);
}

/// False when there is more to send later, or the client is gone.
bool Reception::flush(std::uint64_t id, ClientConnection& client) {
  const ClientConnection::Sent sent = client.send();
  if (sent == ClientConnection::Sent::kBroken) {
    close(id);
    return false;
  }
  if (sent == ClientConnection::Sent::kSome) {
    watch(id, client, EPOLLOUT);
    return false;
  }
  held_bytes_ -= client.output.size();
  client.output = std::string();
  if (stopping_) {
    client.state = State::kLeaving;
    close(id);
    return false;
  }
  if (client.stays_open) {
    await_request(id, client);
    return true;
  }
  client.state = State::kLeaving;
  client.end_sending();
  set_deadline(id, client, steady_clock::now() + std::min<milliseconds>(kFarewell, patience_));
  watch(id, client, EPOLLIN);
  return true;
}

void Reception::await_request(std::uint64_t id, ClientConnection& client) {
  client.state = State::kReading;
  set_deadline(id, client, steady_clock::now() + patience_);
  watch(id, client, EPOLLIN);
}

}  // namespace cabled
