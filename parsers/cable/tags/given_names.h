#pragma once

#include <string_view>

namespace cabled {

/// Whether a word (upper case) is a common given name. Tags of persons are written surname first,
/// often without the comma between, and only the given name tells them from other words.
bool is_given_name(std::string_view word);

}  // namespace cabled
