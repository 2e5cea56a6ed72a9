#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cabled::cli {

// What may have been meant by a word of the command line that is not of the kind that is wanted, as
// "; hint: …" to stand behind the complaint.

/// Of a word that is no URL, or none that is fetched.
std::string hint_for_url(const std::string& word);

/// Of a word that names no file that can be read; "" when nothing comes to mind. `folder` is where
/// such files lie otherwise, "" for nowhere.
std::string hint_for_file(const std::string& word, const std::filesystem::path& folder = {});

/// Of a text that is no cable's id.
std::string hint_for_id(const std::string& word);

/// The URL that a word without a scheme, or with a misspelt one, stands for.
std::optional<std::string> url_meant(const std::string& word);

}  // namespace cabled::cli
