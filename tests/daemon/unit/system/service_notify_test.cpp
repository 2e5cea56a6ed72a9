#include "daemon/system/service_notify.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <string>

#include "daemon/system/file_descriptor.h"
#include "tests/support/scoped_environment.h"

namespace cabled::service::service_notify_test {
namespace {

/// A service manager's end: the datagram socket that $NOTIFY_SOCKET names.
class ServiceManager : public testing::Test {
 protected:
  ServiceManager() {
    std::string pattern = "/tmp/cabled-notify-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    const std::string path = (folder_ / "socket").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    socket_ = FileDescriptor(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
              0);
    variable_.emplace("NOTIFY_SOCKET", path);
  }
  ServiceManager(ServiceManager&&) = delete;
  ServiceManager& operator=(ServiceManager&&) = delete;
  ~ServiceManager() override { std::filesystem::remove_all(folder_); }

  std::string heard() const {
    std::array<char, 4096> buffer{};
    const ssize_t count = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    return count < 0 ? "nothing" : std::string(buffer.data(), static_cast<std::size_t>(count));
  }

  std::filesystem::path folder_;
  FileDescriptor socket_;
  std::optional<ScopedEnvironment> variable_;
};

TEST_F(ServiceManager, HearsEachState) {
  notify_ready();
  EXPECT_EQ(heard(), "READY=1");
  notify_reloading();
  EXPECT_TRUE(heard().starts_with("RELOADING=1\nMONOTONIC_USEC="));
  notify_stopping();
  EXPECT_EQ(heard(), "STOPPING=1");
  notify_watchdog();
  EXPECT_EQ(heard(), "WATCHDOG=1");
}

TEST_F(ServiceManager, MayBeAbsent) {
  const ScopedEnvironment nowhere("NOTIFY_SOCKET", "/nonexistent/socket");

  notify_ready();

  EXPECT_EQ(heard(), "nothing");
}

TEST(WatchdogInterval, IsHalfOfWhatTheUnitAllows) {
  const ScopedEnvironment allowed("WATCHDOG_USEC", "30000000");
  const ScopedEnvironment pid("WATCHDOG_PID", std::to_string(::getpid()));

  EXPECT_EQ(watchdog_interval(), std::chrono::seconds(15));
}

TEST(WatchdogInterval, IsNotOursWhenItIsAnotherProcesss) {
  const ScopedEnvironment allowed("WATCHDOG_USEC", "30000000");
  const ScopedEnvironment pid("WATCHDOG_PID", "1");

  EXPECT_FALSE(watchdog_interval().has_value());
}

}  // namespace
}  // namespace cabled::service::service_notify_test
