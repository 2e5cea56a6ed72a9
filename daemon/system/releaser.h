#pragma once

namespace cabled {

/// Binds a C release function to unique_ptr; it costs no storage.
template <auto Release>
struct Releaser {
  template <typename T>
  void operator()(T* handle) const noexcept {
    Release(handle);
  }
};

}  // namespace cabled
