#pragma once

#include <string>
#include <string_view>

#include "daemon/system/file_descriptor.h"
#include "parsers/model/error.h"

namespace cabled {

/// A new file in `folder` that has no name, so that it goes with its last descriptor. kTransient
/// when it cannot be made.
Result<FileDescriptor> make_scratch_file(const std::string& folder);

/// Appends all of `bytes`. kTransient: the disk is full or broken.
Result<void> write_scratch(const FileDescriptor& file, std::string_view bytes);

}  // namespace cabled
