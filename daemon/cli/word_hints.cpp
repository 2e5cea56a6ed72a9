#include "daemon/cli/word_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <vector>

#include "daemon/config/nearest_name.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/model/ascii.h"
#include "parsers/model/cable_id.h"
#include "parsers/model/url.h"

namespace cabled::cli {
namespace {

namespace fs = std::filesystem;

// A slip or two; with more changes one name of a file is soon another.
constexpr std::size_t kSlipsInName = 2;
constexpr std::size_t kMostFileNames = 10'000;

/// "cables.example.org", "localhost" and addresses: what stands before a path in a browser.
bool looks_like_host(std::string_view host) {
  if (host == "localhost") return true;
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view last = host.substr(dot + 1);
  return std::ranges::all_of(last, ascii::is_digit) ||
         (last.size() >= 2 && std::ranges::all_of(last, ascii::is_alpha));
}

bool is_file_name(std::string_view word) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {".html", ".htm", ".txt", ".xml", ".json", ".csv", ".gz", ".zst", ".zip", ".pdf", ".warc",
       ".arc", ".eml", ".mbox", ".toml", ".tar", ".tgz", ".7z"});
  return word.find('/') == std::string_view::npos &&
         std::ranges::any_of(kEndings, [&](std::string_view ending) {
           return ascii::lower(word).ends_with(ending);
         });
}

/// "htp://a.example/", "http:/a.example/", "https//a.example/": what stands for the scheme is all
/// but right.
std::optional<std::string> with_right_scheme(const std::string& word) {
  static const std::vector<std::string> kSchemes{"http", "https"};
  const auto letters =
      static_cast<std::size_t>(std::ranges::find_if_not(word, ascii::is_alpha) - word.begin());
  const std::size_t rest = std::min(word.find_first_not_of(":;/\\", letters), word.size());
  if (rest == letters) return std::nullopt;
  const std::string scheme = nearest_name(ascii::lower(word.substr(0, letters)), kSchemes, 1);
  if (scheme.empty()) return std::nullopt;
  std::string url = scheme + "://" + word.substr(rest);
  const Result<Url> read = Url::parse(url);
  if (!read || !looks_like_host(read->host())) return std::nullopt;
  return url;
}

bool is_shell_name(std::string_view word) { return word.empty() || word.front() == '-'; }

std::string shows_cable(const CableId& id) {
  return fmt::format("; hint: `cabled show {}` has the cable of that id", id.text());
}

/// The names of a folder, as far as they can be seen.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (names.size() == kMostFileNames) break;
    names.push_back(at->path().filename().string());
  }
  return names;
}

std::string file_meant(const fs::path& word, const fs::path& folder) {
  const std::string name = word.filename().string();
  const fs::path beside = word.parent_path().empty() ? "." : word.parent_path();
  const std::string near = nearest_name(name, names_in(beside), kSlipsInName);
  if (!near.empty()) return (word.parent_path() / near).string();
  if (folder.empty()) return "";
  const std::string there = nearest_name(name, names_in(folder), 0);
  return there.empty() ? "" : (folder / there).string();
}

}  // namespace

std::optional<std::string> url_meant(const std::string& word) {
  if (is_shell_name(word) || is_file_name(word)) return std::nullopt;
  if (auto url = with_right_scheme(word)) return url;
  if (word.find("://") != std::string::npos || !ascii::is_alnum(word.front())) return std::nullopt;
  const Result<Url> read = Url::parse("https://" + word);
  if (!read || !looks_like_host(read->host())) return std::nullopt;
  // Where a port is named or the machine is this one, a server without a certificate is likelier.
  const bool is_plain =
      read->port() != 443 || read->host() == "localhost" || ascii::is_digit(read->host().back());
  return (is_plain ? "http://" : "https://") + word;
}

std::string hint_for_url(const std::string& word) {
  if (const Result<CableId> id = CableId::parse(word)) return shows_cable(*id);
  if (const auto url = url_meant(word)) return fmt::format("; hint: did you mean '{}'?", *url);
  const std::string lower = ascii::lower(word);
  if (!lower.starts_with("http://") && !lower.starts_with("https://")) {
    return "; hint: a URL begins with http:// or https://";
  }
  const Result<Url> read = Url::parse(word);
  const bool has_credentials = !read && read.error().kind == ErrorKind::kRefused;
  return has_credentials ? "; hint: leave out what stands before the '@'" : "";
}

std::string hint_for_file(const std::string& word, const fs::path& folder) {
  if (word.empty()) return "";
  std::error_code none;
  if (word == "-") return "; hint: standard input is not read here, name a file";
  if (fs::is_directory(word, none)) return "; hint: name the files in it";
  if (fs::exists(word, none)) return "";
  if (word.find("://") != std::string::npos) {
    const Result<Url> url = Url::parse(word);
    return fmt::format("; hint: files are read here; `cabled fetch {}` takes URLs",
                       url ? url->text() : "URL");
  }
  const std::string near = file_meant(word, folder);
  if (!near.empty()) return fmt::format("; hint: did you mean '{}'?", near);
  if (const Result<CableId> id = CableId::parse(word)) return shows_cable(*id);
  if (const auto url = url_meant(word)) {
    return fmt::format("; hint: `cabled fetch {}`, if it is a page of the web", *url);
  }
  return "";
}

std::string hint_for_id(const std::string& word) {
  const std::string path = word.substr(0, word.find_first_of("?#"));
  const std::string name = path.substr(path.find_last_of('/') + 1);
  if (name.size() < word.size()) {
    if (const Result<CableId> id = canonical_id(name.substr(0, name.find('.')))) {
      return fmt::format("; hint: did you mean '{}'?", id->text());
    }
  }
  return "; hint: an id is a year, a station and a number, such as 10TOKYO153";
}

}  // namespace cabled::cli
