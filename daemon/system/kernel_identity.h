#pragma once

#include <string>

namespace cabled {

/// Which kernel this process runs on and in which of its namespaces, as far as /proc tells. Parts
/// that are not known are empty, and nothing follows from them.
struct KernelIdentity {
  std::string host;
  std::string boot;           ///< the kernel's boot id; a container sees its machine's
  std::string pid_namespace;  ///< process numbers of another one mean nothing here

  auto operator<=>(const KernelIdentity&) const = default;
};

KernelIdentity kernel_identity();

}  // namespace cabled
