#include "parsers/html/arena.h"

#include <algorithm>
#include <cstdlib>

namespace cabled {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{512} << 10U;
// What a page of ordinary size takes; more is given back to the system after each parse.
constexpr std::size_t kCachedChunks = (std::size_t{8} << 20U) / kChunkBytes;
constexpr std::size_t kAlignment = alignof(std::max_align_t);
// Reading the thread's CPU clock is a system call: asked four times as often it took 3 % of a parse
// (measured). On the worst of the hostile pages 1024 allocations take 40 ms.
constexpr unsigned kAllocationsPerCheck = 1024;

}  // namespace

struct Arena::Cache {
  std::vector<char*> chunks;

  Cache() { chunks.reserve(kCachedChunks); }
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;
  Cache(Cache&&) = delete;
  Cache& operator=(Cache&&) = delete;
  ~Cache() {
    for (char* chunk : chunks) std::free(chunk);
  }
};

Arena::Cache& Arena::cache() {
  thread_local Cache cache;
  return cache;
}

Arena::Arena(std::size_t cap) : cap_(cap), until_check_(kAllocationsPerCheck) {
  // Room for every chunk under the cap: push_back below a longjmp must not throw or reallocate.
  chunks_.reserve(cap / kChunkBytes + 2);
}

Arena::~Arena() {
  std::vector<char*>& kept = cache().chunks;
  for (const Chunk& chunk : chunks_) {
    if (chunk.size == kChunkBytes && kept.size() < kCachedChunks) {
      kept.push_back(chunk.data);
    } else {
      std::free(chunk.data);
    }
  }
}

void* Arena::allocate(std::size_t size) {
  const std::size_t rounded = (size + kAlignment - 1) & ~(kAlignment - 1);
  if (rounded < size || rounded > left_ || --until_check_ == 0) return allocate_slowly(size);
  char* result = next_;
  next_ += rounded;
  left_ -= rounded;
  return result;
}

void* Arena::allocate_slowly(std::size_t size) {
  until_check_ = kAllocationsPerCheck;
  if (deadline_.expired != nullptr && deadline_.expired(deadline_.state)) std::longjmp(escape_, 1);
  if (size > cap_) std::longjmp(escape_, 1);
  const std::size_t rounded = (size + kAlignment - 1) & ~(kAlignment - 1);
  if (rounded > left_) add_chunk(rounded);
  char* result = next_;
  next_ += rounded;
  left_ -= rounded;
  return result;
}

// Leaves by longjmp when there is no room: no object with a destructor may live here.
void Arena::add_chunk(std::size_t size) {
  const std::size_t bytes = std::max(size, kChunkBytes);
  if (bytes > cap_ - used_ || chunks_.size() == chunks_.capacity()) std::longjmp(escape_, 1);
  std::vector<char*>& kept = cache().chunks;
  char* data = nullptr;
  if (bytes == kChunkBytes && !kept.empty()) {
    data = kept.back();
    kept.pop_back();
  } else {
    data = static_cast<char*>(std::malloc(bytes));
    if (data == nullptr) std::longjmp(escape_, 1);
  }
  chunks_.push_back({data, bytes});
  used_ += bytes;
  next_ = data;
  left_ = bytes;
}

}  // namespace cabled
