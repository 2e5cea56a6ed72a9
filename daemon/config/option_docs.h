#pragma once

#include <string>

namespace cabled {

/// The sample configuration file, deploy/cabled.toml: every setting with its meaning, its limits
/// and its default.
std::string sample_config();

/// The settings as a section of the manual page, in man(7) source; part of deploy/cabled.1.
std::string manual_section();

/// The settings for a terminal, a line a setting and one for its meaning.
std::string settings_help();

}  // namespace cabled
