#pragma once

#include <string>
#include <string_view>

namespace cabled::cli {

/// The script by which a shell ("bash", "zsh" or "fish") completes command lines of cabled: its
/// commands, their options, the words that these take. Made from what the program itself reads its
/// command line by. "" for another shell.
std::string completion_script(std::string_view shell);

}  // namespace cabled::cli
