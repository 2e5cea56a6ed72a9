#include "daemon/app/schema_fit.h"

#include <fmt/format.h>

namespace cabled {

std::string schema_misfit(const db::SchemaReport& schema) {
  switch (schema.state) {
    case db::SchemaState::kCurrent:
      return "";
    case db::SchemaState::kEmpty:
    case db::SchemaState::kTooOld:
      return fmt::format(
          "schema version {} is older than this program's {}; hint: run `cabled migrate`",
          schema.applied, schema.known);
    case db::SchemaState::kTooNew:
      return fmt::format(
          "schema version {} is newer than this program's {}; hint: install the newer cabled",
          schema.applied, schema.known);
    case db::SchemaState::kChanged:
      return fmt::format("applied migration '{}' differs from this program's{}", schema.detail,
                         db::kChangedHint);
  }
  return "";
}

}  // namespace cabled
