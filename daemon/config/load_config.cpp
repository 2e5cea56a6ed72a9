#include "daemon/config/load_config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "daemon/config/config_file.h"
#include "daemon/config/nearest_name.h"
#include "daemon/config/option_table.h"
#include "daemon/config/validate_config.h"
#include "daemon/system/paths.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

std::string at(const fs::path& file, const toml::source_region& source) {
  return fmt::format("{} line {}", file.string(), source.begin.line);
}

/// Writes one TOML value to its place; the error says what is wrong, not where.
class ValueReader {
 public:
  ValueReader(const toml::node& node, std::uint64_t least, std::uint64_t most)
      : node_(node), least_(least), most_(most) {}

  Result<void> operator()(std::string* target) const {
    const auto text = node_.value_exact<std::string>();
    if (!text) return wrong_type("text in quotes");
    *target = *text;
    return {};
  }

  Result<void> operator()(fs::path* target) const {
    std::string text;
    if (Result<void> read = (*this)(&text); !read) return read;
    if (!text.empty() && text[0] != '/') {
      return fail(ErrorKind::kInvalid, "path '{}' is not absolute", text);
    }
    *target = text;
    return {};
  }

  Result<void> operator()(bool* target) const {
    const auto flag = node_.value_exact<bool>();
    if (!flag) return wrong_type("true or false");
    *target = *flag;
    return {};
  }

  Result<void> operator()(int* target) const {
    const auto number = node_.value_exact<std::int64_t>();
    if (!number) return wrong_type("an integer");
    const bool fits =
        *number >= static_cast<std::int64_t>(least_) && *number <= static_cast<std::int64_t>(most_);
    if (!fits) {
      return fail(ErrorKind::kInvalid, "{} is not from {} to {}", *number, least_, most_);
    }
    *target = static_cast<int>(*number);
    return {};
  }

  Result<void> operator()(std::chrono::milliseconds* target) const {
    const auto text = node_.value_exact<std::string>();
    if (!text) return wrong_type(R"(a duration in quotes, as "1.5s")");
    const Result<std::chrono::milliseconds> duration = parse_duration(*text);
    if (!duration) return tl::unexpected(duration.error());
    *target = *duration;
    const auto limit = [](std::uint64_t ms) {
      return format_duration(std::chrono::milliseconds(static_cast<std::int64_t>(ms)));
    };
    return check_range(static_cast<std::uint64_t>(duration->count()), *text, limit);
  }

  Result<void> operator()(Bytes* target) const {
    const auto text = node_.value_exact<std::string>();
    if (!text) return wrong_type(R"(a size in quotes, as "64MiB")");
    const Result<Bytes> bytes = parse_bytes(*text);
    if (!bytes) return tl::unexpected(bytes.error());
    *target = *bytes;
    return check_range(bytes->count, *text,
                       [](std::uint64_t count) { return format_bytes(Bytes{count}); });
  }

  Result<void> operator()(std::vector<std::string>* target) const {
    const toml::array* const array = node_.as_array();
    if (array == nullptr) return wrong_type(R"(a list, as ["a", "b"])");
    target->clear();
    for (const toml::node& item : *array) {
      const auto text = item.value_exact<std::string>();
      if (!text) return wrong_type("a list of texts in quotes");
      target->push_back(*text);
    }
    return {};
  }

 private:
  static Result<void> wrong_type(std::string_view wanted) {
    return fail(ErrorKind::kInvalid, "it must be {}", wanted);
  }

  template <typename Format>
  Result<void> check_range(std::uint64_t value, const std::string& text, Format format) const {
    if (value >= least_ && value <= most_) return {};
    return fail(ErrorKind::kInvalid, "'{}' is not from {} to {}", text, format(least_),
                format(most_));
  }

  const toml::node& node_;
  std::uint64_t least_;
  std::uint64_t most_;
};

/// Settings of one table of the file, all keys of which must be known.
template <typename Owner>
class TableReader {
 public:
  TableReader(const fs::path& file, std::span<const Option<Owner>> options, Owner& owner)
      : file_(file), options_(options), owner_(owner) {}

  /// `prefix` is "" or "section.".
  Result<void> read(const toml::table& table, const std::string& prefix) {
    for (const auto& [name, node] : table) {
      const std::string key = prefix + std::string(name.str());
      if (Result<void> done = read_one(key, name.source(), node); !done) return done;
    }
    return {};
  }

 private:
  Result<void> read_one(const std::string& key, const toml::source_region& source,
                        const toml::node& node) {
    const auto option = std::ranges::find(options_, key, &Option<Owner>::key);
    if (option == options_.end()) {
      return fail(ErrorKind::kInvalid, "{}: unknown key '{}'{}", at(file_, source), key,
                  did_you_mean(key, known_keys()));
    }
    const OptionTarget target = option->target(owner_);
    const Result<void> read = std::visit(ValueReader(node, option->least, option->most), target);
    if (read) return {};
    return fail(read.error().kind, "{}: {}: {}", at(file_, node.source()), key,
                read.error().message);
  }

  std::vector<std::string> known_keys() const {
    std::vector<std::string> keys;
    for (const Option<Owner>& option : options_) keys.emplace_back(option.key);
    return keys;
  }

  const fs::path& file_;
  std::span<const Option<Owner>> options_;
  Owner& owner_;
};

bool is_section(std::string_view name) {
  return std::ranges::any_of(global_options(), [name](const Option<Config>& option) {
    return option.key.size() > name.size() && option.key.starts_with(name) &&
           option.key[name.size()] == '.';
  });
}

/// Everything but the sources. Sections are a closed set, so the walk is two levels deep whatever
/// the file holds.
Result<void> read_globals(const toml::table& root, const fs::path& file, Config& config) {
  TableReader<Config> reader(file, global_options(), config);
  toml::table top;
  for (const auto& [name, node] : root) {
    const toml::table* const section = node.as_table();
    if (name.str() == "source") continue;
    if (section == nullptr || !is_section(name.str())) {
      top.insert(name, node);
      continue;
    }
    Result<void> read = reader.read(*section, std::string(name.str()) + '.');
    if (!read) return read;
  }
  return reader.read(top, "");
}

Source source_with_defaults(const Config& config) {
  Source source;
  source.delay = config.fetch.delay;
  source.per_host = config.fetch.per_host;
  source.allow_private = config.fetch.allow_private;
  source.crawl_robots = config.robots.respect;
  return source;
}

Result<void> read_sources(const toml::table& root, const fs::path& file, Config& config) {
  const toml::node* const node = root.get("source");
  if (node == nullptr) return {};
  const toml::array* const list = node->as_array();
  if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
    return fail(ErrorKind::kInvalid, "{}: sources are written as [[source]] tables",
                at(file, node->source()));
  }
  std::set<std::string> names;
  for (const toml::node& item : *list) {
    Source source = source_with_defaults(config);
    Result<void> read =
        TableReader<Source>(file, source_options(), source).read(*item.as_table(), "");
    if (!read) return read;
    Result<void> valid = validate_source(source);
    if (valid && !names.insert(source.name).second) {
      valid = fail(ErrorKind::kInvalid, "source '{}' stands here twice", source.name);
    }
    if (!valid) {
      return fail(valid.error().kind, "{}: {}", at(file, item.source()), valid.error().message);
    }
    config.sources.push_back(std::move(source));
  }
  return {};
}

}  // namespace

Result<Config> load_config(const std::optional<fs::path>& given) {
  const Result<std::optional<fs::path>> file = find_config_file(given);
  if (!file) return tl::unexpected(file.error());
  if (!*file) return parse_config("", "");
  const Result<std::string> text = read_config_file(**file);
  if (!text) return tl::unexpected(text.error());
  return parse_config(*text, **file);
}

Result<Config> parse_config(std::string_view text, const fs::path& file) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::kInvalid, "{}: {}", at(file, error.source()), error.description());
  }
  Config config;
  config.file = file;
  if (Result<void> read = read_globals(root, file, config); !read) {
    return tl::unexpected(read.error());
  }
  if (Result<void> read = read_sources(root, file, config); !read) {
    return tl::unexpected(read.error());
  }
  if (config.user_agent.empty()) config.user_agent = "cabled/" CABLED_VERSION;
  if (config.state_dir.empty()) config.state_dir = default_state_dir();
  if (const Result<void> valid = validate_globals(config); !valid) {
    return fail(valid.error().kind, "{}: {}", file.string(), valid.error().message);
  }
  return config;
}

}  // namespace cabled
