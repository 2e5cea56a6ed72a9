#pragma once

#include <csetjmp>
#include <cstddef>
#include <vector>

namespace cabled {

/// A bump allocator for one parse by a C library that cannot be told to stop.
///
/// Nothing is freed but all at once. When the cap is reached, memory is out or `expired` says so,
/// allocate() does not return: it jumps to escape(). The frames between must be plain C.
/// Small chunks go back to a cache of the thread, for the kernel's zeroing of fresh pages would
/// cost as much as the parse of a small page.
class Arena {
 public:
  /// Tells whether the parse has used up its time.
  struct Deadline {
    bool (*expired)(const void* state);
    const void* state;
  };

  explicit Arena(std::size_t cap);
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&&) = delete;
  Arena& operator=(Arena&&) = delete;
  ~Arena();

  /// While a parse runs: asked once in a while. Null `expired`: no deadline.
  void set_deadline(Deadline deadline) noexcept { deadline_ = deadline; }

  void* allocate(std::size_t size);
  std::jmp_buf& escape() noexcept { return escape_; }
  std::size_t used() const noexcept { return used_; }

 private:
  struct Chunk {
    char* data;
    std::size_t size;
  };
  struct Cache;
  static Cache& cache();
  void* allocate_slowly(std::size_t size);
  void add_chunk(std::size_t size);

  std::vector<Chunk> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t used_ = 0;
  std::size_t cap_;
  unsigned until_check_;
  Deadline deadline_{nullptr, nullptr};
  std::jmp_buf escape_{};
};

}  // namespace cabled
