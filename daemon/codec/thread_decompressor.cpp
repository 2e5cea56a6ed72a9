#include "daemon/codec/thread_decompressor.h"

#include <libdeflate.h>

#include <memory>
#include <new>

#include "daemon/system/releaser.h"

namespace cabled {

libdeflate_decompressor& thread_decompressor() {
  thread_local const std::unique_ptr<libdeflate_decompressor,
                                     Releaser<libdeflate_free_decompressor>>
      kHandle(libdeflate_alloc_decompressor());
  if (!kHandle) throw std::bad_alloc();
  return *kHandle;
}

}  // namespace cabled
