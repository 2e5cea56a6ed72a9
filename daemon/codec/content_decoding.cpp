#include "daemon/codec/content_decoding.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "daemon/codec/magic.h"
#include "daemon/codec/stream_decoders.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kMaxLayers = 3;

/// Not codings, but sent as such by servers that mean "none": their pages are plain.
constexpr std::array<std::string_view, 8> kPlainNames{
    "", "identity", "none", "binary", "8bit", "utf-8", "iso-8859-1", "text/html"};

using Decoder = Decoded (*)(std::string_view, std::size_t);

struct Coding {
  std::string_view name;
  Decoder decode;
  std::string_view magic;
};

constexpr std::array<Coding, 5> kCodings{{{"gzip", decode_gzip, kGzipMagic},
                                          {"x-gzip", decode_gzip, kGzipMagic},
                                          {"deflate", decode_deflate, {}},
                                          {"br", decode_brotli, {}},
                                          {"zstd", decode_zstd, kZstdMagic}}};

bool is_plain_name(std::string_view name) {
  return std::ranges::any_of(kPlainNames, [&](auto plain) { return ascii::iequals(plain, name); });
}

/// The layers to undo, the last put on first.
Result<std::vector<Coding>> layers_of(std::string_view content_encoding) {
  std::vector<Coding> layers;
  while (!content_encoding.empty()) {
    const std::size_t comma = std::min(content_encoding.find(','), content_encoding.size());
    const std::string_view name = ascii::trim(content_encoding.substr(0, comma));
    content_encoding.remove_prefix(std::min(comma + 1, content_encoding.size()));
    if (is_plain_name(name)) continue;
    const auto* const coding = std::ranges::find_if(
        kCodings, [&](const Coding& known) { return ascii::iequals(known.name, name); });
    if (coding == kCodings.end()) {
      return fail(ErrorKind::kInvalid, "unknown content coding '{}'", name.substr(0, 40));
    }
    if (layers.size() == kMaxLayers) {
      return fail(ErrorKind::kRefused, "more than {} content codings", kMaxLayers);
    }
    layers.push_back(*coding);
  }
  std::ranges::reverse(layers);
  return layers;
}

std::size_t output_limit(std::size_t coded, const DecodingLimits& limits) {
  static constexpr std::size_t kHarmless = std::size_t{1} << 20U;
  const std::size_t by_ratio =
      coded > limits.max_output / limits.max_ratio ? limits.max_output : coded * limits.max_ratio;
  return std::min(limits.max_output, std::max(kHarmless, by_ratio));
}

}  // namespace

Result<std::string> decode_content(std::string body, std::string_view content_encoding,
                                   const DecodingLimits& limits) {
  Decoded decoded = decode_what_can_be(std::move(body), content_encoding, limits);
  if (decoded.error) return tl::unexpected(std::move(*decoded.error));
  return std::move(decoded.bytes);
}

Decoded decode_what_can_be(std::string body, std::string_view content_encoding,
                           const DecodingLimits& limits) {
  const auto layers = layers_of(content_encoding);
  if (!layers) return {std::move(body), layers.error()};
  // The ratio is of the bytes that came over the wire, or layers would multiply it.
  const std::size_t limit = output_limit(body.size(), limits);
  std::optional<Error> error;
  for (const auto& layer : *layers) {
    Decoded decoded = layer.decode(body, limit);
    if (decoded.error && !error) {
      error = std::move(decoded.error);
      error->message += fmt::format("; content coding '{}'", layer.name);
    }
    body = std::move(decoded.bytes);
  }
  return {std::move(body), std::move(error)};
}

bool begins_as_coded(std::string_view body, std::string_view content_encoding) {
  const auto layers = layers_of(content_encoding);
  return layers && !layers->empty() && body.starts_with(layers->back().magic);
}

}  // namespace cabled
