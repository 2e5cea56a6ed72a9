#include "daemon/system/stop_signal.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace cabled {
namespace {

FileDescriptor checked(int fd, const char* what) {
  if (fd < 0) throw std::system_error(errno, std::generic_category(), what);
  return FileDescriptor(fd);
}

// As nohup leaves it.
bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

StopSignal::StopSignal(HangUp hang_up) : hang_up_(hang_up) {
  sigset_t ours;
  ::sigemptyset(&ours);
  for (const int signal : {SIGTERM, SIGINT}) ::sigaddset(&ours, signal);
  if (hang_up == HangUp::kReloads || !is_ignored(SIGHUP)) ::sigaddset(&ours, SIGHUP);
  ::pthread_sigmask(SIG_BLOCK, &ours, &before_);
  signals_ = checked(::signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd");
  wakes_ = checked(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
}

StopSignal::~StopSignal() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

SignalRequest StopSignal::wait(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    // Signals first: a busy stage must not keep a stop from being heard.
    if (const SignalRequest request = next_signal(); request != SignalRequest::kNothing)
      return request;
    std::uint64_t wakes = 0;
    if (::read(wakes_.get(), &wakes, sizeof wakes) == sizeof wakes) return SignalRequest::kWake;

    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return SignalRequest::kNothing;
    std::array<pollfd, 2> sources{{{signals_.get(), POLLIN, 0}, {wakes_.get(), POLLIN, 0}}};
    ::poll(sources.data(), sources.size(),
           static_cast<int>(std::min<std::int64_t>(left.count(), 3'600'000)));
  }
}

void StopSignal::wake() noexcept {
  const std::uint64_t one = 1;
  // It fails only when the counter is full, and then a wake is waiting already.
  if (::write(wakes_.get(), &one, sizeof one) < 0) return;
}

SignalRequest StopSignal::next_signal() {
  signalfd_siginfo info{};
  if (::read(signals_.get(), &info, sizeof info) != sizeof info) return SignalRequest::kNothing;
  if (info.ssi_signo == SIGHUP && hang_up_ == HangUp::kReloads) return SignalRequest::kReload;
  // Of a terminal that closes, both the kernel and the shell send one: that is no impatience.
  if (stopped_by_ != 0)
    return info.ssi_signo == SIGHUP ? SignalRequest::kNothing : SignalRequest::kCut;
  stopped_by_ = static_cast<int>(info.ssi_signo);
  return SignalRequest::kStop;
}

}  // namespace cabled
