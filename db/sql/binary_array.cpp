#include "db/sql/binary_array.h"

#include <array>
#include <cstddef>

namespace cabled::db {
namespace {

// Dimensions, whether there are nulls, the element's type, how many, the first index.
constexpr std::size_t kHeader = 20;
constexpr std::uint32_t kNull = 0xFFFFFFFF;
constexpr unsigned char kJsonVersion = 1;

void put(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[at + i] = static_cast<char>(static_cast<unsigned char>(value >> (24 - 8 * i)));
  }
}

}  // namespace

ArrayBytes::ArrayBytes(Element element) : bytes_(kHeader, '\0') {
  put(bytes_, 8, static_cast<std::uint32_t>(element));
}

void ArrayBytes::append(std::uint64_t value, int bytes) {
  std::array<char, sizeof(value)> written{};
  for (std::size_t i = written.size(); i-- > 0; value >>= 8U) {
    written[i] = static_cast<char>(static_cast<unsigned char>(value & 0xFFU));
  }
  bytes_.append(written.end() - bytes, written.end());
}

void ArrayBytes::add_null() {
  ++count_;
  has_null_ = true;
  append(kNull, 4);
}

void ArrayBytes::add_bytes(std::string_view bytes) {
  ++count_;
  append(bytes.size(), 4);
  bytes_ += bytes;
}

void ArrayBytes::add_number(std::uint64_t value, int bytes) {
  ++count_;
  append(static_cast<std::uint64_t>(bytes), 4);
  append(value, bytes);
}

void ArrayBytes::add_json(std::string_view json) {
  ++count_;
  append(json.size() + 1, 4);
  bytes_ += static_cast<char>(kJsonVersion);
  bytes_ += json;
}

BinaryParameter ArrayBytes::parameter() {
  // An array without elements has no dimension, and its header ends behind the type.
  if (count_ == 0) return binary_parameter(std::string_view(bytes_).substr(0, 12));
  put(bytes_, 0, 1);
  put(bytes_, 4, has_null_ ? 1 : 0);
  put(bytes_, 12, count_);
  put(bytes_, 16, 1);
  return binary_parameter(bytes_);
}

}  // namespace cabled::db
