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

/// What is wrong with a file: all of it, for whoever mends it would else run once for each fault.
class Faults {
 public:
  void add(const Result<void>& read) {
    if (!read) add(read.error().message);
  }
  void add(std::string message) {
    if (++count_ <= kMostTold) messages_ += (messages_.empty() ? "" : "\n") + std::move(message);
  }
  Result<void> verdict() const {
    if (count_ == 0) return {};
    const auto rest = count_ - std::min(count_, kMostTold);
    return fail(ErrorKind::kInvalid, "{}{}", messages_,
                rest == 0 ? "" : fmt::format("\nand {} faults more", rest));
  }

 private:
  static constexpr std::size_t kMostTold = 20;
  std::size_t count_ = 0;
  std::string messages_;
};

/// Settings of one table of the file, all keys of which must be known.
template <typename Owner>
class TableReader {
 public:
  TableReader(const fs::path& file, std::span<const Option<Owner>> options, Owner& owner,
              Faults& faults)
      : file_(file), options_(options), owner_(owner), faults_(faults) {}

  /// `prefix` is "" or "section.".
  void read(const toml::table& table, const std::string& prefix) {
    for (const auto& [name, node] : table) {
      faults_.add(read_one(prefix + std::string(name.str()), name.source(), node));
    }
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
  Faults& faults_;
};

bool is_section(std::string_view name) {
  return std::ranges::any_of(global_options(), [name](const Option<Config>& option) {
    return option.key.size() > name.size() && option.key.starts_with(name) &&
           option.key[name.size()] == '.';
  });
}

/// Everything but the sources. Sections are a closed set, so the walk is two levels deep whatever
/// the file holds.
void read_globals(const toml::table& root, const fs::path& file, Config& config, Faults& faults) {
  TableReader<Config> reader(file, global_options(), config, faults);
  toml::table top;
  for (const auto& [name, node] : root) {
    const toml::table* const section = node.as_table();
    if (name.str() == "source") continue;
    if (section == nullptr || !is_section(name.str())) {
      top.insert(name, node);
      continue;
    }
    reader.read(*section, std::string(name.str()) + '.');
  }
  reader.read(top, "");
}

Source source_with_defaults(const Config& config) {
  Source source;
  source.delay = config.fetch.delay;
  source.per_host = config.fetch.per_host;
  source.allow_private = config.fetch.allow_private;
  source.crawl_robots = config.robots.respect;
  return source;
}

void read_sources(const toml::table& root, const fs::path& file, Config& config, Faults& faults) {
  const toml::node* const node = root.get("source");
  if (node == nullptr) return;
  const toml::array* const list = node->as_array();
  if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
    faults.add(
        fmt::format("{}: sources are written as [[source]] tables", at(file, node->source())));
    return;
  }
  std::set<std::string> names;
  for (const toml::node& item : *list) {
    Source source = source_with_defaults(config);
    TableReader<Source>(file, source_options(), source, faults).read(*item.as_table(), "");
    Result<void> valid = validate_source(source);
    if (valid && !names.insert(source.name).second) {
      valid = fail(ErrorKind::kInvalid, "source '{}' stands here twice", source.name);
    }
    if (!valid) faults.add(at(file, item.source()) + ": " + valid.error().message);
    config.sources.push_back(std::move(source));
  }
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
  Faults faults;
  read_globals(root, file, config, faults);
  read_sources(root, file, config, faults);
  if (config.user_agent.empty()) config.user_agent = "cabled/" CABLED_VERSION;
  if (config.state_dir.empty()) config.state_dir = default_state_dir();
  if (const Result<void> valid = validate_globals(config); !valid) {
    faults.add(file.string() + ": " + valid.error().message);
  }
  if (const Result<void> sound = faults.verdict(); !sound) return tl::unexpected(sound.error());
  return config;
}

}  // namespace cabled
