#include "parsers/warc/warc_reader.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/warc/record_start.h"

namespace cabled::warc {
namespace {

constexpr std::size_t kMaxHeader = std::size_t{256} << 10U;

/// Takes the two line ends off that stand between a block and the next record.
void trim_separator(std::string& block) {
  for (int i = 0; i < 2 && block.ends_with('\n'); ++i) {
    block.pop_back();
    if (block.ends_with('\r')) block.pop_back();
  }
}

}  // namespace

// A block that is read anew costs time, and nested lies could ask for it at every byte.
WarcReader::WarcReader(std::size_t max_block)
    : max_block_(max_block), split_budget_(8 * std::uint64_t{max_block}) {}

void WarcReader::begin_unit(std::uint64_t file_offset) {
  in_unit_ = true;
  unit_file_ = file_offset;
  unit_position_ = position_ + rest().size();
  records_in_unit_ = 0;
}

void WarcReader::push(std::string_view bytes) {
  buffer_.erase(0, at_);
  at_ = 0;
  buffer_ += bytes;
  run();
}

void WarcReader::end_unit(std::uint64_t file_offset) {
  const bool complete = open_ && state_ == State::kBetween && rest().empty();
  if (complete && records_in_unit_ == 1) {
    open_->offset = unit_file_;
    open_->length = file_offset - unit_file_;
    open_->has_own_member = true;
  }
  if (complete) release();
  in_unit_ = false;
}

void WarcReader::damage(std::string_view what) {
  is_ended_ = true;
  run();
  is_ended_ = false;
  if (!open_) {
    open_.emplace();
    open_->offset = in_unit_ ? unit_file_ : position_;
  }
  if (in_unit_ && records_in_unit_ == 1) open_->offset = unit_file_;
  add_error(what);
  release();
  state_ = State::kBetween;
  in_unit_ = false;
}

void WarcReader::finish() {
  is_ended_ = true;
  run();
  release();
}

std::optional<ArchiveRecord> WarcReader::next() {
  if (ready_.empty()) return std::nullopt;
  ArchiveRecord record = std::move(ready_.front());
  ready_.pop_front();
  return record;
}

void WarcReader::run() {
  while (advance() == Step::kOn) {
  }
}

WarcReader::Step WarcReader::advance() {
  switch (state_) {
    case State::kBetween:
      return between();
    case State::kSeeking:
      return seek();
    case State::kHeader:
      return read_header();
    case State::kBlock:
      return read_block();
    case State::kUnsureBlock:
      return read_unsure_block();
  }
  return Step::kWantMore;
}

WarcReader::Step WarcReader::between() {
  if (position_ == 0 && rest().starts_with(kByteOrderMark)) consume(kByteOrderMark.size());
  const std::size_t blanks = std::min(rest().find_first_not_of("\r\n"), rest().size());
  if (blanks > 0) {
    blank_seen_ = true;
    consume(blanks);
    if (open_) open_->length += blanks;
  }
  if (rest().empty()) return Step::kWantMore;
  switch (warc_start_at(rest())) {
    case Start::kYes:
      release();
      state_ = State::kHeader;
      return Step::kOn;
    case Start::kUnsure:
      if (!is_ended_) return Step::kWantMore;
      break;
    case Start::kNo:
      if (is_arc_ || !any_seen_) return arc_line();
  }
  return lose_track("bytes that belong to no record", 0);
}

WarcReader::Step WarcReader::arc_line() {
  const std::size_t end = rest().find('\n');
  if (end == std::string_view::npos && rest().size() < kMaxHeader && !is_ended_) {
    return Step::kWantMore;
  }
  const std::size_t size = end == std::string_view::npos ? rest().size() : end + 1;
  auto header = parse_arc_header(ascii::trim(rest().substr(0, size)));
  if (!header) return lose_track("bytes that belong to no record", 0);
  release();
  is_arc_ = true;
  begin_record(std::move(*header), size);
  return Step::kOn;
}

/// Gives up the framing: what follows is passed over up to the next record's start.
WarcReader::Step WarcReader::lose_track(std::string_view why, std::size_t skipped) {
  if (open_ && !blank_seen_) {
    if (split_block()) return Step::kOn;
    add_error("bytes follow behind the end of the block");
    state_ = State::kSeeking;
    return Step::kOn;
  }
  release();
  any_seen_ = true;
  open_.emplace();
  open_->offset = position_;
  open_->length = skipped;
  open_->error = why;
  consume(skipped);
  blank_seen_ = true;
  state_ = State::kSeeking;
  return Step::kOn;
}

WarcReader::Step WarcReader::seek() {
  const FoundStart found = is_arc_ ? find_arc_start(rest()) : find_warc_start(rest());
  const std::size_t passed = is_ended_ && !found.found ? rest().size() : found.at;
  consume(passed);
  open_->length += passed;
  if (!found.found) return Step::kWantMore;
  state_ = State::kBetween;
  return Step::kOn;
}

WarcReader::Step WarcReader::read_header() {
  static constexpr std::size_t kMark = 5;  // of "WARC/": passing over it makes sure of progress
  const auto end = header_end(rest().substr(0, kMaxHeader));
  if (!end && rest().size() >= kMaxHeader) return lose_track("header is too long", kMark);
  if (!end && is_ended_) return lose_track("header is cut short", kMark);
  if (!end) return Step::kWantMore;
  auto header = parse_warc_header(rest().substr(0, *end));
  if (!header) return lose_track(header.error().message, kMark);
  if (header->type.empty()) return lose_track("no WARC-Type", kMark);
  begin_record(std::move(*header), *end);
  return Step::kOn;
}

void WarcReader::begin_record(RecordHeader header, std::size_t header_size) {
  any_seen_ = true;
  ++records_in_unit_;
  open_.emplace();
  open_->offset = position_;
  open_->length = header_size;
  open_->header = std::move(header);
  consume(header_size);
  const std::optional<std::uint64_t> length = open_->header.content_length;
  digests_.reset();
  if (!length || (stream_size_ && *length > *stream_size_ - position_)) {
    add_error(length ? "block is cut short" : open_->header.warning);
    state_ = State::kUnsureBlock;
    return;
  }
  if (*length > max_block_) {
    open_->oversized = ArchiveRecord::Oversized{};
    digests_.emplace(open_->header);
  }
  block_left_ = *length;
  state_ = State::kBlock;
}

WarcReader::Step WarcReader::read_block() {
  if (starts_new_unit_with_record()) {
    add_error("Content-Length goes beyond the record's own member");
    end_block();
    return Step::kOn;
  }
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block_left_, rest().size()));
  keep(count);
  block_left_ -= count;
  if (block_left_ == 0) {
    end_block();
    return Step::kOn;
  }
  if (!is_ended_) return Step::kWantMore;
  if (!split_block()) {
    add_error("block is cut short");
    end_block();
  }
  return Step::kOn;
}

/// The block of a record whose length is not known: it goes to the next record's start.
WarcReader::Step WarcReader::read_unsure_block() {
  FoundStart found = is_arc_ ? find_arc_start(rest()) : find_warc_line(rest());
  // The line end before a record right behind the header is the header's own.
  const bool nothing_yet = open_->block_length == 0;
  if (nothing_yet && warc_start_at(rest()) == Start::kYes) found = {true, 0};
  if (nothing_yet && rest().empty() && !is_ended_) return Step::kWantMore;
  keep(is_ended_ && !found.found ? rest().size() : found.at);
  if (!found.found && !is_ended_) return Step::kWantMore;
  if (found.found || !open_->header.content_length) trim_separator(open_->block);
  if (!open_->oversized) open_->block_length = open_->block.size();
  end_block();
  blank_seen_ = true;
  return Step::kOn;
}

/// Whether a unit begins here, in the midst of a block, with what looks like a record.
bool WarcReader::starts_new_unit_with_record() const {
  return in_unit_ && position_ == unit_position_ && warc_start_at(rest()) == Start::kYes;
}

void WarcReader::keep(std::size_t count) {
  const std::string_view bytes = rest().substr(0, count);
  if (digests_) digests_->update(bytes);
  if (!open_->oversized) open_->block += bytes;
  if (open_->block.size() > max_block_) {
    // Only a block of unknown length comes here.
    open_->oversized = ArchiveRecord::Oversized{};
    open_->block = std::string();
  }
  open_->block_length += count;
  open_->length += count;
  consume(count);
}

void WarcReader::end_block() {
  if (digests_) {
    open_->oversized->digest_ok = digests_->finish();
    open_->oversized->payload_length = digests_->payload_length();
    open_->oversized->payload_sha256 = digests_->payload_sha256();
    digests_.reset();
  }
  blank_seen_ = false;
  state_ = State::kBetween;
}

/// A block whose end is doubtful may have swallowed the next record: ends it there if it has.
bool WarcReader::split_block() {
  if (is_arc_ || open_->oversized) return false;
  std::string& block = open_->block;
  const FoundStart found = find_separated_start(block);
  const std::size_t tail = block.size() - found.at;
  if (!found.found || tail > split_budget_) return false;
  split_budget_ -= tail;
  buffer_ = block.substr(found.at).append(rest());
  at_ = 0;
  position_ -= tail;
  open_->length -= tail;
  block.resize(found.at);
  trim_separator(block);
  open_->block_length = block.size();
  add_error("Content-Length goes beyond the next record");
  end_block();
  blank_seen_ = true;
  return true;
}

void WarcReader::consume(std::size_t count) {
  at_ += count;
  position_ += count;
}

void WarcReader::add_error(std::string_view why) {
  if (!open_->error.empty()) open_->error += "; ";
  open_->error += why;
}

void WarcReader::release() {
  if (open_ && !blank_seen_ && !is_arc_ && open_->error.empty()) {
    open_->header.warning += open_->header.warning.empty() ? "" : "; ";
    open_->header.warning += "no empty lines behind the block";
  }
  if (open_) ready_.push_back(std::move(*open_));
  open_.reset();
  blank_seen_ = false;
}

}  // namespace cabled::warc
