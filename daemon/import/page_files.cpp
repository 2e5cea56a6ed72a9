#include "daemon/import/page_files.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "parsers/model/ascii.h"
#include "parsers/model/url.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

// <link rel="canonical" href="…"> stands in the head; a page's first 64 kB hold it or nothing does.
constexpr std::size_t kHeadBytes = std::size_t{64} << 10U;

std::string attribute(std::string_view tag, std::string_view name) {
  const std::string lower = ascii::lower(tag);
  const std::size_t at = lower.find(std::string(name) + "=");
  if (at == std::string::npos) return "";
  std::string_view value = tag.substr(at + name.size() + 1);
  if (value.empty()) return "";
  const char quote = value.front();
  if (quote != '"' && quote != '\'')
    return std::string(value.substr(0, value.find_first_of(" \t\r\n/>")));
  value.remove_prefix(1);
  return std::string(value.substr(0, value.find(quote)));
}

std::string canonical_link(std::string_view bytes) {
  bytes = bytes.substr(0, kHeadBytes);
  for (std::size_t at = bytes.find('<'); at != std::string_view::npos;
       at = bytes.find('<', at + 1)) {
    if (!ascii::istarts_with(bytes.substr(at), "<link")) continue;
    const std::string_view tag = bytes.substr(at, bytes.substr(at).find('>'));
    if (!ascii::iequals(attribute(tag, "rel"), "canonical")) continue;
    if (const Result<Url> url = Url::parse(attribute(tag, "href"))) return url->text();
  }
  return "";
}

// "<!-- Mirrored from www.example.org/a.html by HTTrack Website Copier/3.x [XR&CO'2014], … -->"
std::string httrack_origin(std::string_view bytes) {
  static constexpr std::string_view kBefore = "<!-- Mirrored from ";
  static constexpr std::string_view kAfter = " by HTTrack";
  bytes = bytes.substr(0, kHeadBytes);
  const std::size_t at = bytes.find(kBefore);
  if (at == bytes.npos) return "";
  bytes.remove_prefix(at + kBefore.size());
  const std::size_t end = bytes.find(kAfter);
  if (end == bytes.npos || end > bytes.find('\n')) return "";
  std::string address(bytes.substr(0, end));
  if (address.find("://") == address.npos) address.insert(0, "http://");
  const Result<Url> url = Url::parse(address);
  return url ? url->text() : "";
}

// What a page says of its own address; "" when it says nothing.
std::string own_address(std::string_view bytes) {
  std::string url = canonical_link(bytes);
  return url.empty() ? httrack_origin(bytes) : url;
}

// "www.scoop.co.nz", "213.251.145.96": a name with dots whose last part is letters, or all digits.
bool looks_like_host(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0) return false;
  const std::string_view last = std::string_view(name).substr(dot + 1);
  const bool address =
      std::ranges::all_of(name, [](char c) { return ascii::is_digit(c) || c == '.'; }) &&
      std::ranges::count(name, '.') == 3;
  const bool domain = last.size() >= 2 && std::ranges::all_of(last, ascii::is_alpha);
  return (address || domain) && std::ranges::all_of(name, [](char c) {
           return ascii::is_alnum(c) || c == '.' || c == '-';
         });
}

std::string mirror_url(const fs::path& path) {
  std::string url;
  const fs::path folders = path.parent_path();
  std::vector<std::string> parts;
  for (const fs::path& part : folders) parts.push_back(part.string());
  // The innermost folder of such a name: mirrors lie in folders that may have dots themselves.
  const auto host = std::find_if(parts.rbegin(), parts.rend(), looks_like_host);
  if (host == parts.rend()) return "";
  url = "http://" + *host;
  for (auto part = host.base(); part != parts.end(); ++part) url += '/' + *part;
  const Result<Url> parsed = Url::parse(url + '/' + path.filename().string());
  return parsed ? parsed->text() : "";
}

bool walk_folder(const fs::path& folder, const std::function<bool(const fs::path&)>& visit,
                 std::error_code& error) {
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored) && !it->is_symlink(ignored)) files.push_back(it->path());
  }
  std::ranges::sort(files);
  return error || std::ranges::all_of(files, visit);
}

}  // namespace

Result<void> walk_page_files(const fs::path& path,
                             const std::function<bool(const fs::path&)>& visit) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error || !fs::exists(status)) {
    return fail(ErrorKind::kInvalid, "cannot read '{}': {}", path.string(), error.message());
  }
  if (!fs::is_directory(status)) {
    visit(path);
    return {};
  }
  walk_folder(path, visit, error);
  if (error)
    return fail(ErrorKind::kInvalid, "cannot read '{}': {}", path.string(), error.message());
  return {};
}

std::uint64_t bytes_of_files(const std::vector<std::string>& paths) {
  std::uint64_t bytes = 0;
  for (const std::string& path : paths) {
    // What cannot be read is told when it is imported.
    (void)walk_page_files(path, [&](const fs::path& file) {
      std::error_code error;
      const std::uintmax_t size = fs::file_size(file, error);
      if (!error) bytes += size;
      return true;
    });
  }
  return bytes;
}

std::string page_file_url(const fs::path& path, const fs::path& root, std::string_view bytes,
                          const PageFileOptions& options) {
  if (std::string url = own_address(bytes); !url.empty()) return url;
  std::error_code ignored;
  const fs::path absolute = fs::weakly_canonical(path, ignored);
  if (!options.base_url.empty()) {
    const Result<Url> base = Url::parse(options.base_url);
    const std::string below = fs::is_directory(root, ignored)
                                  ? fs::relative(path, root, ignored).generic_string()
                                  : path.filename().string();
    if (base) {
      if (const Result<Url> url = base->resolve(below)) return url->text();
    }
  }
  if (std::string url = mirror_url(absolute); !url.empty()) return url;
  return "file://" + absolute.string();
}

std::string member_url(const std::string& container, const std::string& member,
                       std::string_view bytes, const std::string& base_url) {
  // HTTrack's cache calls its members by their addresses.
  if (member.starts_with("http://") || member.starts_with("https://")) {
    if (const Result<Url> url = Url::parse(member)) return url->text();
  }
  if (std::string url = own_address(bytes); !url.empty()) return url;
  if (!base_url.empty()) {
    const Result<Url> base = Url::parse(base_url);
    if (base) {
      // A member "C:a.html" or "//host/a.html" is a name here and no address.
      if (const Result<Url> url = base->resolve("./" + member)) return url->text();
    }
  }
  if (std::string url = mirror_url(member); !url.empty()) return url;
  return "file://" + container + '/' + member;
}

std::string row_url(const std::string& archive, const std::string& row,
                    const std::string& base_url) {
  return (base_url.empty() ? "file://" + archive : base_url) + '#' + row;
}

Result<std::string> read_page_file(const fs::path& path, std::uint64_t limit) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  std::string block(std::size_t{256} << 10U, '\0');
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    bytes.append(block, 0, static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > limit) {
      return fail(ErrorKind::kRefused, "'{}' is larger than {} bytes", path.string(), limit);
    }
  }
  if (!file.eof()) return fail(ErrorKind::kInvalid, "cannot read '{}'", path.string());
  return bytes;
}

}  // namespace cabled
