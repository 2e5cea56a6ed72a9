#pragma once

#include <string>

namespace cabled {

/// A new record id, "urn:uuid:…", of the kernel's randomness. Safe from any thread.
std::string new_record_id();

}  // namespace cabled
