#include "parsers/model/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <new>

namespace cabled {
namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

const EVP_MD* evp(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::kMd5:
      return EVP_md5();
    case HashAlgorithm::kSha1:
      return EVP_sha1();
    case HashAlgorithm::kSha256:
      return EVP_sha256();
    case HashAlgorithm::kSha512:
      break;
  }
  return EVP_sha512();
}

}  // namespace

/// OpenSSL's context, which only this file knows.
struct Hasher::Context {
  struct Release {
    void operator()(EVP_MD_CTX* released) const noexcept { EVP_MD_CTX_free(released); }
  };
  std::unique_ptr<EVP_MD_CTX, Release> handle{EVP_MD_CTX_new()};
};

Hasher::Hasher(HashAlgorithm algorithm) : context_(std::make_unique<Context>()) {
  if (!context_->handle ||
      EVP_DigestInit_ex(context_->handle.get(), evp(algorithm), nullptr) != 1) {
    throw std::bad_alloc();
  }
}

Hasher::Hasher(Hasher&& other) noexcept = default;
Hasher& Hasher::operator=(Hasher&& other) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::update(std::string_view bytes) {
  EVP_DigestUpdate(context_->handle.get(), bytes.data(), bytes.size());
}

std::string Hasher::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_->handle.get(), raw.data(), &size);
  return {raw.begin(), raw.begin() + size};
}

Digest Digest::of(std::string_view bytes) {
  Digest digest;
  // The algorithm is built into libcrypto, so only want of memory makes this fail.
  if (EVP_Digest(bytes.data(), bytes.size(), digest.bytes_.data(), nullptr, EVP_sha256(),
                 nullptr) != 1) {
    throw std::bad_alloc();
  }
  return digest;
}

Result<Digest> Digest::parse(std::string_view hex) {
  const bool well_formed = hex.size() == 2 * kSize &&
                           std::ranges::all_of(hex, [](char c) { return digit_value(c) >= 0; });
  if (!well_formed) return fail(ErrorKind::kInvalid, "'{}' is not a SHA-256 digest", hex);
  Digest digest;
  for (std::size_t i = 0; i < kSize; ++i) {
    digest.bytes_[i] =
        static_cast<std::uint8_t>(digit_value(hex[2 * i]) * 16 + digit_value(hex[2 * i + 1]));
  }
  return digest;
}

Result<Digest> Digest::from_bytes(std::string_view raw) {
  if (raw.size() != kSize) {
    return fail(ErrorKind::kInvalid, "a SHA-256 digest has {} bytes, not {}", kSize, raw.size());
  }
  Digest digest;
  std::ranges::transform(raw, digest.bytes_.begin(),
                         [](char c) { return static_cast<std::uint8_t>(c); });
  return digest;
}

std::string Digest::hex() const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * kSize);
  for (const std::uint8_t byte : bytes_) {
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

}  // namespace cabled
