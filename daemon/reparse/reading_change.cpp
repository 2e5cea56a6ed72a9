#include "daemon/reparse/reading_change.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

namespace cabled {
namespace {

std::string outcome_word(db::Outcome outcome, const std::string& rejection) {
  const char* word = db::to_string(outcome);
  return rejection.empty() ? word : fmt::format("{}: {}", word, rejection);
}

const db::StoredText* same_text(const db::StoredCapture& capture, const db::RenditionRow& row) {
  const auto found = std::ranges::find_if(capture.texts, [&](const db::StoredText& text) {
    return text.cable_id == row.cable_id && text.content_key == row.content_key.hex();
  });
  return found == capture.texts.end() ? nullptr : &*found;
}

ReadingChange change_of(const ReadPage& page) {
  if (!page.today) return ReadingChange::kUnreadable;
  const db::StoredCapture& before = page.capture;
  const auto& now = page.today->write.rendition;
  const bool was_cable = before.outcome == db::Outcome::kCable && !before.texts.empty();
  if (now && !was_cable) return ReadingChange::kFound;
  if (!now && was_cable) return ReadingChange::kLost;
  if (!now) {
    return outcome_before(page) == outcome_today(*page.today) ? ReadingChange::kSame
                                                              : ReadingChange::kReason;
  }
  if (same_text(before, *now) != nullptr) return ReadingChange::kSame;
  return before.texts.front().cable_id == now->cable_id ? ReadingChange::kNewText
                                                        : ReadingChange::kOtherId;
}

std::vector<std::string> differing_fields(const db::StoredText& before,
                                          const db::RenditionRow& now) {
  const auto old_fields = nlohmann::json::parse(before.fields);
  const auto new_fields = nlohmann::json::parse(now.fields);
  std::vector<std::string> fields;
  for (const auto& [key, value] : new_fields.items()) {
    const auto found = old_fields.find(key);
    if (found == old_fields.end() || *found != value) fields.push_back(key);
  }
  for (const auto& [key, value] : old_fields.items()) {
    if (!new_fields.contains(key)) fields.push_back(key);
  }
  if (before.completeness != now.completeness) fields.emplace_back("completeness");
  return fields;
}

bool gives_up_its_text(ReadingChange change) {
  return change == ReadingChange::kNewText || change == ReadingChange::kOtherId ||
         change == ReadingChange::kLost;
}

/// The comparison of one group.
class Comparison {
 public:
  explicit Comparison(const std::vector<ReadPage>& pages) : pages_(pages) {}

  std::vector<ReadingDiff> compare() {
    for (const ReadPage& page : pages_) {
      diffs_.push_back({change_of(page), {}, std::nullopt});
      if (gives_up_its_text(diffs_.back().change)) note_given_up(page.capture);
    }
    for (std::size_t i = 0; i < pages_.size(); ++i) compare_fields(pages_[i], diffs_[i]);
    return std::move(diffs_);
  }

 private:
  void note_given_up(const db::StoredCapture& capture) {
    for (const db::StoredText& text : capture.texts) {
      if (text.first_url == capture.url) given_up_.insert(text.rendition_id);
    }
  }

  void compare_fields(const ReadPage& page, ReadingDiff& diff) {
    if (!page.today || !page.today->write.rendition || page.capture.texts.empty()) return;
    const db::RenditionRow& now = *page.today->write.rendition;
    const bool is_same_text = diff.change == ReadingChange::kSame;
    const db::StoredText& before =
        is_same_text ? *same_text(page.capture, now) : page.capture.texts.front();
    const bool tells_of_page = before.first_url == page.capture.url;
    if (!is_same_text) {
      if (tells_of_page) diff.fields = differing_fields(before, now);
      return;
    }
    const bool takes_place = !before.first_url_has_it || given_up_.contains(before.rendition_id);
    if (!tells_of_page && !takes_place) return;
    if (!taken_.insert(before.rendition_id).second) return;
    diff.own_rendition = before.rendition_id;
    diff.fields = differing_fields(before, now);
    if (!diff.fields.empty()) diff.change = ReadingChange::kCorrected;
  }

  const std::vector<ReadPage>& pages_;
  std::vector<ReadingDiff> diffs_;
  std::set<std::int64_t> given_up_;  // renditions that the page of their fields does not give now
  std::set<std::int64_t> taken_;     // renditions that have found the page of their fields
};

}  // namespace

std::vector<ReadingDiff> compare_readings(const std::vector<ReadPage>& pages) {
  return Comparison(pages).compare();
}

std::string outcome_before(const ReadPage& page) {
  return outcome_word(page.capture.outcome, page.capture.rejection);
}

std::string outcome_today(const WriteJob& today) {
  return outcome_word(today.write.capture->outcome, today.write.ruling.rejection_word());
}

}  // namespace cabled
