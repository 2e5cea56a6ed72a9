#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/system/file_descriptor.h"
#include "parsers/model/error.h"

namespace cabled {

/// Reads a regular file from front to back through one block of memory; can go back.
class FileWindow {
 public:
  static Result<FileWindow> open(const std::string& path);
  /// A file that is open already; `name` is for messages.
  static Result<FileWindow> take(FileDescriptor file, const std::string& name);

  /// The bytes at offset(), as many as are at hand; reads on when there are none; "" at the end.
  Result<std::string_view> peek();
  void consume(std::size_t count) noexcept { used_ += count; }
  std::uint64_t offset() const noexcept { return block_offset_ + used_; }
  std::uint64_t size() const noexcept { return size_; }
  /// Stays the window's. Its own position is not used here.
  int descriptor() const noexcept { return file_.get(); }
  void seek(std::uint64_t offset) noexcept;
  /// Writes into `mark`, which outlives the window, how far the file has been read.
  void report_to(std::uint64_t* mark) noexcept { mark_ = mark; }

  /// Goes to the first `magic` at `from` or later; to the end when there is none. Answers whether
  /// there is one.
  Result<bool> seek_magic(std::string_view magic, std::uint64_t from);

 private:
  FileWindow(FileDescriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}
  Result<void> fill(std::uint64_t offset);

  FileDescriptor file_;
  std::uint64_t size_;
  std::string block_;
  std::uint64_t block_offset_ = 0;
  std::size_t used_ = 0;
  std::uint64_t* mark_ = nullptr;
};

}  // namespace cabled
