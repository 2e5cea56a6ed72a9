#pragma once

struct libdeflate_decompressor;

namespace cabled {

/// libdeflate's decompressor of the calling thread, made at its first use: making one costs more
/// than a page.
libdeflate_decompressor& thread_decompressor();

}  // namespace cabled
