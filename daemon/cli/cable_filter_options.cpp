#include "daemon/cli/cable_filter_options.h"

#include <string>

#include "parsers/query/search_query_text.h"

namespace cabled::cli {

void add_filter_option(CLI::App& command, SearchFilter& filter, const char* key, const char* about,
                       const char* type) {
  command
      .add_option_function<std::vector<std::string>>(
          fmt::format("--{}", key),
          [&filter, key](const std::vector<std::string>& values) {
            for (const std::string& value : values) {
              const auto narrowed = narrow(filter, key, value);
              if (!narrowed)
                throw CLI::ValidationError(fmt::format("--{}", key), narrowed.error().message);
            }
          },
          about)
      ->type_name(type)
      ->allow_extra_args(false);
}

void add_filter_options(CLI::App& command, SearchFilter& filter) {
  const auto add = [&](const char* key, const char* about, const char* type) {
    add_filter_option(command, filter, key, about, type);
  };
  add("from", "Sent then or after: 2009, 2009-06, 2009-06-05 or a time", "DATE");
  add("to", "Sent before", "DATE");
  add("station", "Sent by this station, as in ids or as it is known (rio)", "NAME");
  add("tag", "Carries this TAG", "TAG");
  add("classification", "Has this classification: secret, s/nf, unclas …", "WORDS");
  add("site", "Seen on this host", "HOST");
  command.add_flag("--damaged", filter.damaged, "Its text is seen to lack something");
}

}  // namespace cabled::cli
