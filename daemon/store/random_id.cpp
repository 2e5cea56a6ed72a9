#include "daemon/store/random_id.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "parsers/warc/warc_record.h"

namespace cabled {
namespace {

// 256 is what getrandom(2) promises to give at once, uninterrupted.
struct Pool {
  std::array<std::uint8_t, 256> bytes{};
  std::size_t used = 256;
};

}  // namespace

std::string new_record_id() {
  thread_local Pool pool;
  warc::RandomBytes random{};
  if (pool.used + random.size() > pool.bytes.size()) {
    if (getrandom(pool.bytes.data(), pool.bytes.size(), 0) !=
        static_cast<ssize_t>(pool.bytes.size())) {
      throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    pool.used = 0;
  }
  std::copy_n(pool.bytes.begin() + static_cast<std::ptrdiff_t>(pool.used), random.size(),
              random.begin());
  pool.used += random.size();
  return warc::record_id(random);
}

}  // namespace cabled
