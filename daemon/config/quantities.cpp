#include "daemon/config/quantities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<Unit, 6> kTimeUnits{{{"w", 604'800'000},
                                          {"d", 86'400'000},
                                          {"h", 3'600'000},
                                          {"m", 60'000},
                                          {"s", 1000},
                                          {"ms", 1}}};

constexpr std::array<Unit, 9> kByteUnits{{{"TiB", 1ULL << 40U},
                                          {"GiB", 1ULL << 30U},
                                          {"MiB", 1ULL << 20U},
                                          {"KiB", 1ULL << 10U},
                                          {"B", 1},
                                          {"TB", 1'000'000'000'000},
                                          {"GB", 1'000'000'000},
                                          {"MB", 1'000'000},
                                          {"KB", 1000}}};

/// `text` in the smallest unit; nothing when it is no number with one of the units.
std::optional<std::uint64_t> read_quantity(std::string_view text, std::span<const Unit> units) {
  // Exact in a double, and far above any setting that makes sense.
  static constexpr double kLargest = 9.0e15;
  double number = 0;
  const auto [end, problem] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (problem != std::errc{} || !std::isfinite(number) || std::signbit(number)) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  const std::string_view name = ascii::trim(text);
  const auto unit = std::ranges::find(units, name, &Unit::name);
  if (unit == units.end()) return std::nullopt;
  const double value = number * static_cast<double>(unit->factor);
  if (value > kLargest) return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(value));
}

std::string in_largest_unit(std::uint64_t value, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (value != 0 && value % unit.factor == 0) {
      return fmt::format("{}{}", value / unit.factor, unit.name);
    }
  }
  return "";
}

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const std::optional<std::uint64_t> value = read_quantity(text, kTimeUnits);
  if (value) return std::chrono::milliseconds(static_cast<std::int64_t>(*value));
  return fail(ErrorKind::kInvalid,
              "'{}' is no duration; hint: a number with ms, s, m, h, d or w, as \"1.5s\"", text);
}

Result<Bytes> parse_bytes(std::string_view text) {
  const std::optional<std::uint64_t> value = read_quantity(text, kByteUnits);
  if (value) return Bytes{*value};
  return fail(ErrorKind::kInvalid,
              "'{}' is no size; hint: a number with B, KiB, MiB, GiB or TiB, as \"64MiB\"", text);
}

std::string format_duration(std::chrono::milliseconds duration) {
  if (duration.count() <= 0) return "0s";
  return in_largest_unit(static_cast<std::uint64_t>(duration.count()), kTimeUnits);
}

std::string format_bytes(Bytes bytes) {
  if (bytes.count == 0) return "0B";
  return in_largest_unit(bytes.count, kByteUnits);
}

}  // namespace cabled
