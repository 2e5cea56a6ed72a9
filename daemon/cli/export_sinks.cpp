#include "daemon/cli/export_sinks.h"

#include <memory>

#include "daemon/app/output.h"
#include "daemon/formats/bulk_lines.h"
#include "daemon/formats/ftm_entities.h"
#include "daemon/json/cable_json.h"
#include "parsers/model/utf8_text.h"

namespace cabled::cli {
namespace {

/// A sink of what `write` does with one cable.
template <typename Write>
CableSink for_each_cable(Write write) {
  return [write](pqxx::work& /*tx*/, const std::vector<db::ExportedCable>& cables) -> Result<void> {
    for (const db::ExportedCable& cable : cables) write(cable);
    return {};
  };
}

}  // namespace

CableSink jsonl_sink() {
  return for_each_cable([](const db::ExportedCable& cable) {
    output().json(stored_cable_line(cable.fields, cable.text));
  });
}

CableSink csv_sink(CsvFormulas formulas, ByteOrderMark mark) {
  if (mark == ByteOrderMark::kYes) output().text(kByteOrderMark);
  output().text(csv_header());
  return for_each_cable([formulas](const db::ExportedCable& cable) {
    output().text(csv_line(cable.fields, cable.text, formulas));
  });
}

CableSink ftm_sink() {
  return for_each_cable([lines = std::make_shared<FtmLines>()](const db::ExportedCable& cable) {
    output().text(lines->of_cable(cable.id, cable.fields, cable.text));
  });
}

CableSink bulk_sink() {
  return for_each_cable([](const db::ExportedCable& cable) {
    output().text(bulk_lines(cable.id, cable.fields, cable.text));
  });
}

}  // namespace cabled::cli
