#pragma once

#include "daemon/system/file_descriptor.h"

namespace cabled::service {

/// The listening socket that systemd opened for this process (socket activation); none when it was
/// started in another way. Of several the first is taken. To be asked once: it is the caller's
/// then.
FileDescriptor take_passed_socket();

}  // namespace cabled::service
