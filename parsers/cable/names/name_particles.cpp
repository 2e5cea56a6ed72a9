#include "parsers/cable/names/name_particles.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr auto kParticles = std::to_array<std::string_view>(
    {"VAN", "VON", "DE", "DER", "DEN", "DEL", "LA", "LE",  "DI", "DA",  "DU", "ST.",
     "ST",  "EL",  "AL", "BIN", "BEN", "TER", "ZU", "DOS", "MC", "MAC", "O"});

}  // namespace

bool is_name_particle(std::string_view word) {
  return std::ranges::any_of(kParticles,
                             [word](auto known) { return ascii::iequals(known, word); });
}

}  // namespace cabled
