#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/sql/execute.h"

namespace cabled::db {

/// What an array is made of, by PostgreSQL's number of the type (pg_type.h): those of the types
/// that are built in are the same in every database.
enum class Element : std::uint32_t {
  kBoolean = 16,
  kBytes = 17,
  kBigint = 20,
  kInteger = 23,
  kText = 25,
  kVector = 3614,
  kJson = 3802,
};

/// The bytes of an array as PostgreSQL receives them (array_recv).
class ArrayBytes {
 public:
  explicit ArrayBytes(Element element);

  void add_null();
  void add_bytes(std::string_view bytes);
  /// The `bytes` lowest bytes of the value, the highest first.
  void add_number(std::uint64_t value, int bytes);
  void add_json(std::string_view json);

  /// To be handed to execute().
  BinaryParameter parameter();

  std::size_t size() const { return count_; }

 private:
  void append(std::uint64_t value, int bytes);

  std::string bytes_;
  std::uint32_t count_ = 0;
  bool has_null_ = false;
};

/// One column of a batch as an array in binary, for `unnest($1::type[], …)`: neither side turns
/// values into text and back. As ArrayParameter it needs no session state, so a pooler does not
/// mind.
template <Element kOf>
class BinaryArray {
 public:
  void add_null() { bytes_.add_null(); }
  void add(std::string_view text) requires(kOf == Element::kText || kOf == Element::kBytes ||
                                           kOf == Element::kVector) {
    bytes_.add_bytes(text);
  }
  void add(std::string_view json) requires(kOf == Element::kJson) { bytes_.add_json(json); }
  template <std::same_as<bool> T>
  void add(T value) requires(kOf == Element::kBoolean) {
    bytes_.add_number(value ? 1 : 0, 1);
  }
  template <std::integral T>
  void add(T value) requires(kOf == Element::kInteger || kOf == Element::kBigint) {
    bytes_.add_number(static_cast<std::uint64_t>(value), kOf == Element::kBigint ? 8 : 4);
  }
  template <typename T>
  void add(const std::optional<T>& value) {
    if (value) {
      add(*value);
    } else {
      add_null();
    }
  }

  BinaryParameter parameter() { return bytes_.parameter(); }
  std::size_t size() const { return bytes_.size(); }

 private:
  ArrayBytes bytes_{kOf};
};

using BooleanArray = BinaryArray<Element::kBoolean>;
using BytesArray = BinaryArray<Element::kBytes>;
using BigintArray = BinaryArray<Element::kBigint>;
using IntegerArray = BinaryArray<Element::kInteger>;
using TextArray = BinaryArray<Element::kText>;
using VectorArray = BinaryArray<Element::kVector>;
using JsonArray = BinaryArray<Element::kJson>;

}  // namespace cabled::db
