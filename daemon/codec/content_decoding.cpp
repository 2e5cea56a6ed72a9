#include "daemon/codec/content_decoding.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "daemon/codec/magic.h"
#include "daemon/codec/plain_bytes.h"
#include "daemon/codec/stream_decoders.h"
#include "parsers/model/ascii.h"
#include "parsers/page/content_kind.h"

namespace cabled {
namespace {

constexpr std::size_t kMaxLayers = 3;

/// Not codings, but sent as such by servers that mean "none".
constexpr std::array<std::string_view, 8> kPlainNames{
    "", "identity", "none", "binary", "8bit", "utf-8", "iso-8859-1", "text/html"};

struct Coding {
  std::string_view name;
  Decoded (*decode)(std::string_view, std::size_t);
  bool (*begins)(std::string_view);  ///< whether bytes begin as they must; null: all may
};

bool begins_gzip(std::string_view bytes) {
  return is_gzip(bytes) || kGzipMagic.starts_with(bytes);  // cut to its first byte
}
bool begins_zstd(std::string_view bytes) {
  return is_zstd_stream(bytes) || kZstdMagic.starts_with(bytes);
}

constexpr Coding kGzip{"gzip", decode_gzip, begins_gzip};
constexpr Coding kZstd{"zstd", decode_zstd, begins_zstd};
constexpr std::array<Coding, 6> kCodings{{kGzip,
                                          {"x-gzip", decode_gzip, begins_gzip},
                                          {"deflate", decode_deflate, nullptr},
                                          {"x-deflate", decode_deflate, nullptr},
                                          {"br", decode_brotli, nullptr},
                                          kZstd}};

/// What Content-Encoding asks to undo.
struct Layers {
  std::vector<Coding> known;  ///< the last put on first
  std::string unknown;        ///< the first name that is none; "" when all are known
};

/// The name in an item of the list, without the parameters and quotes that do not belong there.
std::string_view name_of(std::string_view item) {
  item = ascii::trim(item.substr(0, item.find(';')));
  while (!item.empty() && (item.front() == '"' || item.front() == '\'')) item.remove_prefix(1);
  while (!item.empty() && (item.back() == '"' || item.back() == '\'')) item.remove_suffix(1);
  return ascii::trim(item);
}

Layers layers_of(std::string_view content_encoding) {
  Layers layers;
  while (!content_encoding.empty()) {
    const std::size_t comma = std::min(content_encoding.find(','), content_encoding.size());
    const std::string_view name = name_of(content_encoding.substr(0, comma));
    content_encoding.remove_prefix(std::min(comma + 1, content_encoding.size()));
    const auto is_it = [&](std::string_view known) { return ascii::iequals(known, name); };
    if (std::ranges::any_of(kPlainNames, is_it)) continue;
    const auto* const coding = std::ranges::find_if(kCodings, is_it, &Coding::name);
    if (coding != kCodings.end()) {
      layers.known.push_back(*coding);
    } else if (layers.unknown.empty()) {
      layers.unknown = name.substr(0, 40);
    }
  }
  std::ranges::reverse(layers.known);
  return layers;
}

std::size_t output_limit(std::size_t coded, const DecodingLimits& limits) {
  static constexpr std::size_t kHarmless = std::size_t{1} << 20U;
  const std::size_t by_ratio =
      coded > limits.max_output / limits.max_ratio ? limits.max_output : coded * limits.max_ratio;
  return std::min(limits.max_output, std::max(kHarmless, by_ratio));
}

/// Bytes of which a mark or a check would show that they are packed, and which look like a page.
bool is_text(std::string_view bytes) {
  static constexpr std::size_t kLookedAt = 4096;
  return content_kind({std::string(bytes.substr(0, kLookedAt)), "", ""}) != ContentKind::kBinary;
}

/// Undoes one layer after the other, and notes where body and header disagree.
class Unwrapping {
 public:
  Unwrapping(std::string body, const DecodingLimits& limits)
      // The ratio is of the bytes that came over the wire, or layers would multiply it.
      : limit_(output_limit(body.size(), limits)) {
    content_.bytes = std::move(body);
  }

  void undo(const Coding& coding) {
    const std::string& bytes = content_.bytes;
    if (bytes.empty()) return;
    if (coding.begins == nullptr) return undo_unmarked(coding);
    if (coding.begins(bytes)) return take(coding, coding.decode(bytes, limit_));
    if (const Coding* real = coding_by_mark()) return undo_other(*real, coding);
    if (is_text(bytes)) return take_as_it_is(coding.name);
    take(coding, coding.decode(bytes, limit_));
  }

  /// Takes what is there for the page, unless it is packed in a way that nobody here knows.
  void take_unless_packed(std::string_view name, Error error) {
    if (is_text(content_.bytes)) return take_as_it_is(name);
    if (!content_.error) content_.error = std::move(error);
  }

  DecodedContent done() && { return std::move(content_); }

 private:
  const Coding* coding_by_mark() const {
    if (is_gzip(content_.bytes)) return &kGzip;
    return is_zstd_stream(content_.bytes) ? &kZstd : nullptr;
  }

  // Text can be a short stream by chance: ";" is all of an empty one to brotli. Real streams hardly
  // ever hold less than they take.
  void undo_unmarked(const Coding& coding) {
    const std::string& bytes = content_.bytes;
    Decoded decoded = coding.decode(bytes, limit_);
    const bool is_doubtful = decoded.error || decoded.bytes.size() < bytes.size() / 2;
    const Coding* real = is_doubtful ? coding_by_mark() : nullptr;
    if (real != nullptr) return undo_other(*real, coding);
    if (is_doubtful && is_plain_text(bytes)) return take_as_it_is(coding.name);
    take(coding, std::move(decoded));
  }

  void undo_other(const Coding& real, const Coding& named) {
    note(fmt::format("{}, though Content-Encoding says {}", real.name, named.name));
    take(real, real.decode(content_.bytes, limit_));
  }

  void take_as_it_is(std::string_view named) {
    note(fmt::format("not packed, though Content-Encoding says {}", named));
  }

  void note(std::string text) {
    if (content_.note.empty()) content_.note = std::move(text);
  }

  void take(const Coding& coding, Decoded decoded) {
    content_.bytes = std::move(decoded.bytes);
    if (!decoded.error || content_.error) return;
    content_.error = std::move(decoded.error);
    content_.error->message += fmt::format("; content coding '{}'", coding.name);
  }

  std::size_t limit_;
  DecodedContent content_;
};

}  // namespace

DecodedContent decode_content(std::string body, std::string_view content_encoding,
                              const DecodingLimits& limits) {
  const Layers layers = layers_of(content_encoding);
  Unwrapping unwrapping(std::move(body), limits);
  if (layers.known.size() > kMaxLayers) {
    unwrapping.take_unless_packed(
        content_encoding.substr(0, 40),
        {ErrorKind::kRefused, fmt::format("more than {} content codings", kMaxLayers)});
    return std::move(unwrapping).done();
  }
  for (const Coding& layer : layers.known) unwrapping.undo(layer);
  if (!layers.unknown.empty()) {
    unwrapping.take_unless_packed(
        layers.unknown,
        {ErrorKind::kInvalid, fmt::format("unknown content coding '{}'", layers.unknown)});
  }
  return std::move(unwrapping).done();
}

}  // namespace cabled
