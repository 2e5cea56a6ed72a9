#include "daemon/config/option_docs.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/config/manual_text.h"
#include "daemon/config/option_table.h"

namespace cabled {
namespace {

/// An option with its owner's default looked up.
struct Setting {
  std::string_view key;
  std::string_view sentence;
  std::string_view type;
  std::string range;  ///< "" when there is none
  std::string value;  ///< the default as TOML writes it
  std::string otherwise;
};

struct RangeWriter {
  std::uint64_t least;
  std::uint64_t most;

  std::string operator()(const int* /*unused*/) const {
    return fmt::format("{} to {}", least, most);
  }
  std::string operator()(const std::chrono::milliseconds* /*unused*/) const {
    const auto text = [](std::uint64_t ms) {
      return format_duration(std::chrono::milliseconds(static_cast<std::int64_t>(ms)));
    };
    return fmt::format("{} to {}", text(least), text(most));
  }
  std::string operator()(const Bytes* /*unused*/) const {
    return fmt::format("{} to {}", format_bytes(Bytes{least}), format_bytes(Bytes{most}));
  }
  template <typename Other>
  std::string operator()(const Other* /*unused*/) const {
    return "";
  }
};

template <typename Owner>
std::vector<Setting> settings_of(std::span<const Option<Owner>> options) {
  Owner defaults;
  std::vector<Setting> settings;
  for (const Option<Owner>& option : options) {
    const OptionTarget target = option.target(defaults);
    settings.push_back({option.key, option.sentence, type_name(target),
                        std::visit(RangeWriter{option.least, option.most}, target),
                        toml_value(target), std::string(option.otherwise)});
  }
  return settings;
}

std::string default_text(const Setting& setting) {
  if (setting.otherwise == "it must be set") return "must be set";
  return fmt::format("default: {}", setting.otherwise.empty() ? setting.value : setting.otherwise);
}

/// "duration, 0s to 1d, default: "1s""
std::string facts(const Setting& setting) {
  return fmt::format("{}{}{}, {}", setting.type, setting.range.empty() ? "" : ", ", setting.range,
                     default_text(setting));
}

std::string_view section_of(std::string_view key) {
  const std::size_t dot = key.find('.');
  return dot == std::string_view::npos ? "" : key.substr(0, dot);
}

/// `text` in comment lines of at most 100 columns.
std::string comment(std::string_view text) {
  static constexpr std::size_t kColumns = 98;
  std::string out;
  while (!text.empty()) {
    std::size_t cut = text.size();
    if (cut > kColumns) cut = text.rfind(' ', kColumns);
    out += fmt::format("# {}\n", text.substr(0, cut));
    text.remove_prefix(std::min(cut + 1, text.size()));
  }
  return out;
}

std::string sample_entry(const Setting& setting) {
  const std::string_view section = section_of(setting.key);
  const std::string_view name =
      section.empty() ? setting.key : setting.key.substr(section.size() + 1);
  return fmt::format("{}#{} = {}\n\n",
                     comment(fmt::format("{} ({}).", setting.sentence, facts(setting))), name,
                     setting.value);
}

std::string manual_entries(const std::vector<Setting>& settings) {
  std::string out;
  for (const Setting& setting : settings) {
    out += fmt::format(".TP\n.B {}\n{}.\n({})\n", manual_text(setting.key),
                       manual_text(setting.sentence), manual_text(facts(setting)));
  }
  return out;
}

std::string help_entries(const std::vector<Setting>& settings, std::string_view prefix) {
  std::string out;
  for (const Setting& setting : settings) {
    out += fmt::format("  {}{}  ({})\n      {}\n", prefix, setting.key, facts(setting),
                       setting.sentence);
  }
  return out;
}

}  // namespace

std::string sample_config() {
  std::string out =
      "# Configuration of cabled. Every setting is shown with its default; remove the '#' to "
      "change it.\n"
      "# Check the result with `cabled check`. Durations: ms, s, m, h, d, w. Sizes: B, KiB, MiB, "
      "GiB.\n\n";
  std::string_view section;
  for (const Setting& setting : settings_of(global_options())) {
    if (section_of(setting.key) != section) {
      section = section_of(setting.key);
      out += fmt::format("[{}]\n\n", section);
    }
    out += sample_entry(setting);
  }
  out += "# One table like this for each site to collect from.\n\n#[[source]]\n\n";
  for (const Setting& setting : settings_of(source_options())) out += sample_entry(setting);
  out.pop_back();
  return out;
}

std::string manual_section() {
  return ".SH SETTINGS\n"
         "The file is TOML. Every key must be known; an unknown one is an error.\n"
         "Durations are a number with ms, s, m, h, d or w; sizes a number with B, KiB, MiB, GiB "
         "or TiB.\n" +
         manual_entries(settings_of(global_options())) +
         ".SS Sources\nEach site to collect from is a table\n.BR [[source]] :\n" +
         manual_entries(settings_of(source_options()));
}

std::string settings_help() {
  return "Settings (see cabled.toml):\n" + help_entries(settings_of(global_options()), "") +
         "In each [[source]]:\n" + help_entries(settings_of(source_options()), "");
}

}  // namespace cabled
