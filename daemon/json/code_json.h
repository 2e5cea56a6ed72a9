#pragma once

#include <nlohmann/json.hpp>

#include "parsers/codes/codes.h"

namespace cabled {

/// {"code", "kind", "meaning"}; the meaning is null where it is not known.
inline nlohmann::ordered_json code_json(const Code& code) {
  return {{"code", code.code},
          {"kind", to_string(code.kind)},
          {"meaning", code.meaning.empty() ? nlohmann::ordered_json(nullptr)
                                           : nlohmann::ordered_json(code.meaning)}};
}

}  // namespace cabled
