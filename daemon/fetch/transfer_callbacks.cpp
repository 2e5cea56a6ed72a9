// What libcurl calls while a transfer runs.

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <utility>

#include "daemon/fetch/address_guard.h"
#include "daemon/fetch/fetch_failure.h"
#include "daemon/fetch/transfer.h"

namespace cabled {
namespace {

// What is reserved on the word of a Content-Length; a liar costs no more than this.
constexpr std::size_t kMaxReservedBytes = std::size_t{1} << 20U;

bool is_lack_of_descriptors(int error) { return error == EMFILE || error == ENFILE; }

}  // namespace

void Transfer::fail(FailureClass failure, std::string message) {
  if (!state_->failure) state_->failure = {failure, kind_of(failure), std::move(message)};
}

void Transfer::count(std::size_t bytes) {
  state_->received_bytes += bytes;
  if (!state_->first_byte) state_->first_byte = std::chrono::steady_clock::now();
}

bool Transfer::may_connect(const std::optional<Endpoint>& endpoint) {
  const std::optional<std::string> reason =
      endpoint ? refuse_endpoint(*endpoint, state_->request.allowed_private)
               : std::optional<std::string>("not an Internet address");
  if (!reason) {
    state_->any_address_allowed = true;
    return true;
  }
  ++*settings_.refused_connects;
  // Not yet a failure: the name may have an address besides that is as good as any.
  state_->refused_address = *reason;
  return false;
}

bool Transfer::take_head_line(std::string_view line) {
  State& state = *state_;
  const bool was_complete = state.head.complete();
  if (auto fault = state.head.add_line(line)) {
    fail(fault->failure, std::move(fault->message));
    return false;
  }
  if (was_complete || !state.head.complete()) return true;
  // Its bytes may come when the next request is already out, as the beginning of that one's answer.
  if (state.head.announces_impossible_body()) set_option(easy_.get(), CURLOPT_FORBID_REUSE, 1L);
  if (!state.head.has_body()) return true;
  const std::uint64_t length = state.head.content_length().value_or(0);
  const std::size_t cap = state.request.limits.max_body_bytes;
  if (length > cap && state.request.when_too_large == WhenTooLarge::kFail) {
    fail(FailureClass::kTooLarge, fmt::format("body of {} bytes, more than {}", length, cap));
    return false;
  }
  state.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length, kMaxReservedBytes)));
  return true;
}

bool Transfer::take_body(std::string_view bytes) {
  State& state = *state_;
  const std::size_t room = state.request.limits.max_body_bytes - state.body.size();
  if (bytes.size() <= room) {
    state.body += bytes;
    return true;
  }
  if (state.request.when_too_large == WhenTooLarge::kKeepPrefix) {
    state.body += bytes.substr(0, room);
    state.truncated_by_cap = true;
    return false;
  }
  fail(FailureClass::kTooLarge,
       fmt::format("body of more than {} bytes", state.request.limits.max_body_bytes));
  return false;
}

// No exception may pass through libcurl's frames: it becomes a failure of the transfer.

std::size_t Transfer::on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto* const transfer = static_cast<Transfer*>(self);
  try {
    transfer->count(size * count);
    return transfer->take_head_line({bytes, size * count}) ? size * count : 0;
  } catch (const std::exception& error) {
    transfer->fail(FailureClass::kInternal, error.what());
    return 0;
  }
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto* const transfer = static_cast<Transfer*>(self);
  try {
    transfer->count(size * count);
    return transfer->take_body({bytes, size * count}) ? size * count : 0;
  } catch (const std::exception& error) {
    transfer->fail(FailureClass::kInternal, error.what());
    return 0;
  }
}

int Transfer::on_debug(CURL* /*easy*/, curl_infotype type, char* bytes, std::size_t size,
                       void* self) {
  auto* const transfer = static_cast<Transfer*>(self);
  if (type != CURLINFO_HEADER_OUT || !transfer->state_) return 0;
  try {
    // Assigned, not appended: when a kept connection turns out dead, the request is sent again.
    transfer->state_->request_head.assign(bytes, size);
  } catch (const std::exception& error) {
    transfer->fail(FailureClass::kInternal, error.what());
  }
  return 0;
}

curl_socket_t Transfer::on_open_socket(void* self, curlsocktype /*purpose*/,
                                       curl_sockaddr* address) {
  auto* const transfer = static_cast<Transfer*>(self);
  try {
    const std::string& host = transfer->state_->request.url.host();
    if (!transfer->may_connect(endpoint_of(host, address->addr, address->addrlen))) {
      return CURL_SOCKET_BAD;
    }
  } catch (const std::exception& error) {
    transfer->fail(FailureClass::kInternal, error.what());
    return CURL_SOCKET_BAD;
  }
  const int made = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (made < 0 && is_lack_of_descriptors(errno)) transfer->state_->lacks_descriptors = true;
  return made;
}

// A kept connection was judged when it was opened, but perhaps for a request with more allowances.
int Transfer::on_before_request(void* self, char* remote_address, char* /*local_address*/,
                                int remote_port, int /*local_port*/) {
  auto* const transfer = static_cast<Transfer*>(self);
  try {
    const std::string& host = transfer->state_->request.url.host();
    const bool good = transfer->may_connect(endpoint_of(host, remote_address, remote_port));
    return good ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
  } catch (const std::exception& error) {
    transfer->fail(FailureClass::kInternal, error.what());
    return CURL_PREREQFUNC_ABORT;
  }
}

}  // namespace cabled
