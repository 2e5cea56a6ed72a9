#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/config/config.h"

namespace cabled {

/// Where a setting is stored; the alternative is its type.
using OptionTarget = std::variant<std::string*, std::filesystem::path*, bool*, int*,
                                  std::chrono::milliseconds*, Bytes*, std::vector<std::string>*>;

/// One setting: the single source of what the file may say, what the manual says of it and what
/// the sample shows. `Owner` is Config, or Source for what stands in [[source]].
template <typename Owner>
struct Option {
  std::string_view key;        ///< "section.name", or "name" at the top
  std::string_view sentence;   ///< without a full stop
  std::uint64_t least;         ///< of integers, milliseconds and bytes
  std::uint64_t most;          ///< 0: no limits (not a number)
  std::string_view otherwise;  ///< what applies when it is not set, if the default cannot say it
  OptionTarget (*target)(Owner&);
};

std::span<const Option<Config>> global_options();
std::span<const Option<Source>> source_options();

/// "text", "path", "true or false", "integer", "duration", "size" or "list of text".
std::string_view type_name(const OptionTarget& target);

/// The value as TOML writes it.
std::string toml_value(const OptionTarget& target);

}  // namespace cabled
