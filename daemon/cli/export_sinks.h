#pragma once

#include <functional>
#include <string>
#include <vector>

#include "daemon/json/cable_csv.h"
#include "db/query/cable_export.h"

namespace cabled::cli {

/// Where cables go, a few hundred at a time.
using CableSink = std::function<Result<void>(pqxx::work&, const std::vector<db::ExportedCable>&)>;

/// Whether CSV begins with a byte order mark, without which a spreadsheet may take UTF-8 for
/// another encoding.
enum class ByteOrderMark { kNo, kYes };

/// Those that write to standard output.
CableSink jsonl_sink();
CableSink csv_sink(CsvFormulas formulas, ByteOrderMark mark);
CableSink ftm_sink();
CableSink bulk_sink();

}  // namespace cabled::cli
