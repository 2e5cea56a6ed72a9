#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/watch.h"
#include "daemon/cli/command.h"
#include "daemon/cli/reading_progress.h"
#include "daemon/cli/record_files.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/store/record_payload.h"
#include "daemon/store/warc_file.h"
#include "daemon/system/terminal.h"
#include "parsers/model/digest.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A record as it is shown: the keys of `cabled warc --json`.
struct RecordLine {
  const std::string& file;
  const warc::ArchiveRecord& record;
  std::optional<int> status;
  std::optional<std::uint64_t> payload_length;
  std::string payload_sha256;
  std::optional<bool> digest_ok;
  std::string error;  ///< why it is not to be trusted, and what else is odd
};

void add_reason(std::string& reasons, const std::string& reason) {
  if (reason.empty() || reasons.find(reason) != std::string::npos) return;
  if (!reasons.empty()) reasons += "; ";
  reasons += reason;
}

RecordLine line_of(const std::string& file, const warc::ArchiveRecord& record) {
  RecordLine line{file, record, {}, {}, {}, {}, record.error};
  add_reason(line.error, record.header.warning);
  if (record.header.type.empty()) return line;
  line.digest_ok = check_digests(record);
  if (record.oversized) {
    line.payload_length = record.oversized->payload_length;
    line.payload_sha256 = Digest::from_bytes(record.oversized->payload_sha256).value().hex();
    add_reason(line.error, "block is too large to be decoded");
    return line;
  }
  const RecordPayload payload = payload_of(record, DecodingLimits{});
  line.status = payload.status;
  line.payload_length = payload.bytes.size();
  line.payload_sha256 = Digest::of(payload.bytes).hex();
  add_reason(line.error, payload.warning);
  return line;
}

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

std::string as_json(const RecordLine& line) {
  const warc::RecordHeader& header = line.record.header;
  Json out;
  out["offset"] = line.record.offset;
  out["length"] = line.record.length;
  out["type"] = text_or_null(header.type);
  out["id"] = text_or_null(header.id);
  out["date"] = text_or_null(header.date);
  out["uri"] = text_or_null(header.uri);
  out["status"] = value_or_null(line.status);
  out["content_length"] = value_or_null(header.content_length);
  out["payload_length"] = value_or_null(line.payload_length);
  out["payload_sha256"] = text_or_null(line.payload_sha256);
  out["digest_ok"] = value_or_null(line.digest_ok);
  out["error"] = text_or_null(line.error);
  out["file"] = line.file;
  return to_line(out);
}

std::string as_text(const RecordLine& line) {
  const warc::RecordHeader& header = line.record.header;
  const std::string digest = !line.digest_ok ? "-" : *line.digest_ok ? "ok" : "WRONG";
  std::string out =
      fmt::format("{:>12} {:>10} {:<10} {:<20} {:>3} {:>9} {:<5} {}", line.record.offset,
                  line.record.length, header.type.empty() ? "-" : header.type, header.date,
                  line.status ? std::to_string(*line.status) : "-", line.payload_length.value_or(0),
                  digest, header.uri);
  if (!line.error.empty()) out += fmt::format(" ({})", line.error);
  return printable_line(out);
}

enum class Style { kJson, kText, kTextWithNames };

/// Answers whether the file could be read and held nothing damaged.
bool list_file(const std::string& path, Style style, ReadingProgress& progress) {
  auto file = open_named(path);
  if (!file) {
    report({kFailed, file.error().message});
    return false;
  }
  bool sound = true;
  bool has_record = false;
  while (output().works()) {
    const auto record = file->next();
    if (!record) {
      report({kFailed, path + ": " + record.error().message});
      return false;
    }
    if (!*record) {
      progress.end_file();
      if (!has_record) tell_of_no_record(path);
      return sound && has_record;
    }
    progress.read_record(file->offset());
    has_record = has_record || !(*record)->header.type.empty();
    const RecordLine line = line_of(path, **record);
    sound = sound && (*record)->error.empty() && line.digest_ok.value_or(true);
    if (style == Style::kJson) {
      output().json(as_json(line));
    } else {
      if (style == Style::kTextWithNames) output().text(printable_line(path) + ": ");
      output().text(as_text(line) + '\n');
    }
  }
  return sound;
}

int run_warc(const std::vector<std::string>& files, bool json) {
  bool sound = true;
  const Style of_text = files.size() > 1 ? Style::kTextWithNames : Style::kText;
  ReadingProgress progress(files, progress_style_beside_results());
  for (const std::string& file : files)
    sound = list_file(file, json ? Style::kJson : of_text, progress) && sound;
  return sound ? kDone : kFailed;
}

}  // namespace

void add_warc_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("warc", "List the records of WARC and ARC files, check their digests");
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "WARC or ARC files, plain or compressed")->required();
  command->callback([files, &invocation] {
    invocation.run = [files, &invocation] { return run_warc(*files, invocation.common.json); };
  });
}

}  // namespace cabled::cli
