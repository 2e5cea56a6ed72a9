#include "daemon/store/segment_check.h"

#include <fcntl.h>
#include <sys/file.h>

#include <charconv>
#include <filesystem>
#include <utility>

#include "daemon/store/record_payload.h"
#include "daemon/store/segment_name.h"
#include "daemon/system/file_descriptor.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Tags of the lines by which payloads and revisits find each other. What is stored comes first.
constexpr std::string_view kStored = "\t0\t";
constexpr std::string_view kReferred = "\t1\t";

void add_fault(std::string& reasons, std::string_view reason) {
  if (reason.empty()) return;
  if (!reasons.empty()) reasons += "; ";
  reasons += reason;
}

/// What is wrong with a record by itself; "" when nothing is.
std::string fault_of_record(const warc::ArchiveRecord& record, bool in_gzip) {
  std::string reasons = record.error;
  add_fault(reasons, record.header.warning);
  if (record.header.type.empty()) return reasons;
  if (in_gzip && !record.has_own_member && record.error.empty()) {
    add_fault(reasons, "no gzip member of its own");
  }
  if (!check_digests(record).value_or(true)) add_fault(reasons, "wrong digest");
  if (record.header.version.starts_with("WARC/") && record.header.id.empty()) {
    add_fault(reasons, "no WARC-Record-ID");
  }
  return reasons;
}

/// What is wrong with the first record of a segment; other programs' files begin as they like.
std::string fault_of_start(const warc::ArchiveRecord& record, const std::string& name) {
  if (!is_segment_name(name)) return "";
  if (record.header.type != "warcinfo") return "no warcinfo record in front";
  const auto said = find_field(record.header.fields, "WARC-Filename");
  if (said == name) return "";
  return fmt::format("warcinfo is of file '{}'", said.value_or(""));
}

/// A text for a line of the sorter, which sorts by what stands before the first tab.
std::string key_text(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return out;
}

/// By what a payload is found: its record's id, or the place and digest of the payload.
std::string id_key(std::string_view id) { return "id " + key_text(id); }
std::string payload_key(std::string_view uri, std::string_view digest) {
  return fmt::format("payload {} {}", key_text(uri), ascii::lower(key_text(digest)));
}

std::string revisit_key(const warc::RecordHeader& header) {
  const auto id = find_field(header.fields, "WARC-Refers-To");
  if (id) return id_key(*id);
  const auto uri = find_field(header.fields, "WARC-Refers-To-Target-URI");
  return payload_key(uri.value_or(header.uri),
                     find_field(header.fields, "WARC-Payload-Digest").value_or(""));
}

/// "KEY\t1\tOFFSET\tPATH"
Fault fault_of_line(std::string_view line) {
  Fault fault{"", 0, "revisit of a payload that is not in the archive"};
  line.remove_prefix(line.find(kReferred) + kReferred.size());
  const std::size_t tab = line.find('\t');
  std::from_chars(line.data(), line.data() + tab, fault.offset);
  fault.file = line.substr(tab + 1);
  return fault;
}

}  // namespace

bool is_being_written(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  return file && flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

void ArchiveCheck::tell(const Fault& fault) {
  ++counts_.faults;
  tell_(fault);
}

Result<void> ArchiveCheck::check(const std::string& path) {
  ++counts_.files;
  auto file = WarcFile::open(path);
  if (!file) {
    tell({path, 0, file.error().message});
    return {};
  }
  auto checked = check_records(*file, path);
  counts_.bytes += file->offset();
  return checked;
}

Result<void> ArchiveCheck::check_records(WarcFile& file, const std::string& path) {
  const bool is_open = is_being_written(path);
  std::uint64_t records = 0;
  std::optional<Fault> held;  // of the last record, which a writer may be about to finish
  while (true) {
    const auto record = file.next();
    if (!record) {
      tell({path, file.offset(), record.error().message});
      return {};
    }
    if (!*record) break;
    if (held) tell(*std::exchange(held, std::nullopt));
    ++counts_.records;
    std::string reasons = fault_of_record(**record, file.gzip_members() > 0);
    if (++records == 1) {
      add_fault(reasons, fault_of_start(**record, std::filesystem::path(path).filename().string()));
    }
    if (!reasons.empty()) held = Fault{path, (*record)->offset, std::move(reasons)};
    if (auto noted = note_payload(**record, path); !noted) return noted;
    Counts so_far = counts_;
    so_far.bytes += file.offset();
    if (watch_ && !watch_(so_far)) return fail(ErrorKind::kTransient, "stopped");
  }
  if (records == 0) held = Fault{path, 0, "no record"};
  if (held && !is_open) tell(*held);
  return {};
}

Result<void> ArchiveCheck::note_payload(const warc::ArchiveRecord& record,
                                        const std::string& path) {
  const warc::RecordHeader& header = record.header;
  if (!record.error.empty()) return {};
  if (header.type == "revisit") {
    return payloads_.add(
        fmt::format("{}{}{}\t{}", revisit_key(header), kReferred, record.offset, path));
  }
  if (header.type != "response" && header.type != "resource") return {};
  if (auto added = payloads_.add(id_key(header.id).append(kStored)); !added) return added;
  const auto digest = find_field(header.fields, "WARC-Payload-Digest");
  if (!digest) return {};
  return payloads_.add(payload_key(header.uri, *digest).append(kStored));
}

Result<void> ArchiveCheck::check_revisits() {
  std::string stored;
  return payloads_.finish([&](std::string_view line) {
    const std::string_view key = line.substr(0, line.find('\t'));
    if (line.substr(key.size()).starts_with(kStored)) {
      stored = key;
    } else if (key != stored) {
      tell(fault_of_line(line));
    }
  });
}

}  // namespace cabled
