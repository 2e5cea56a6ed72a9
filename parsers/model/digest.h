#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// A SHA-256 digest.
class Digest {
 public:
  static constexpr std::size_t kSize = 32;

  /// The digest of `bytes`.
  static Digest of(std::string_view bytes);
  /// Reads 64 hexadecimal digits.
  static Result<Digest> parse(std::string_view hex);
  /// Takes 32 raw bytes.
  static Result<Digest> from_bytes(std::string_view raw);

  std::string hex() const;
  /// The raw 32 bytes; lives as long as this digest.
  std::string_view bytes() const noexcept {
    return {reinterpret_cast<const char*>(bytes_.data()), kSize};
  }

  auto operator<=>(const Digest&) const = default;

 private:
  Digest() = default;
  std::array<std::uint8_t, kSize> bytes_{};
};

enum class HashAlgorithm { kMd5, kSha1, kSha256, kSha512 };

/// A digest of bytes that come in pieces.
class Hasher {
 public:
  explicit Hasher(HashAlgorithm algorithm);
  Hasher(Hasher&& other) noexcept;
  Hasher& operator=(Hasher&& other) noexcept;
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  ~Hasher();

  void update(std::string_view bytes);
  /// The raw digest; ends this hasher's life.
  std::string finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace cabled
