#include "daemon/cli/cable_filter_options.h"

namespace cabled::cli {

void add_filter_options(CLI::App& command, db::CableFilter& filter) {
  command.add_option("--from", filter.from, "Sent on or after this day")->type_name("DATE");
  command.add_option("--to", filter.to, "Sent before this day")->type_name("DATE");
  command.add_option("--station", filter.station, "Sent by this station, as in ids")
      ->type_name("NAME");
  command.add_option("--tag", filter.tag, "Carries this TAG")->type_name("TAG");
  command.add_option("--classification", filter.classification, "Has this classification")
      ->type_name("WORDS");
  command.add_option("--site", filter.site, "Seen on this host")->type_name("HOST");
  command.add_flag("--damaged", filter.damaged, "Its text is seen to lack something");
}

}  // namespace cabled::cli
