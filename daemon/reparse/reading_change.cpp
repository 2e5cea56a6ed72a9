#include "daemon/reparse/reading_change.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "daemon/json/cable_json.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

std::string outcome_word(db::Outcome outcome, const std::string& rejection) {
  const char* word = db::to_string(outcome);
  return rejection.empty() ? word : fmt::format("{}: {}", word, rejection);
}

bool is_text(const db::StoredText& text, const db::RenditionRow& row) {
  return text.cable_id == row.cable_id && text.content_key == row.content_key.hex();
}

/// What a page gave and gives.
struct Texts {
  struct Pair {
    const db::StoredText* before = nullptr;
    const db::RenditionRow* today = nullptr;
  };
  std::vector<Pair> kept;
  std::vector<const db::StoredText*> lost;
  std::vector<const db::RenditionRow*> found;
};

Texts texts_of(const ReadPage& page) {
  Texts texts;
  std::set<const db::StoredText*> kept;
  for (const db::RenditionRow* row : db::renditions_of(page.today->write)) {
    const auto before = std::ranges::find_if(
        page.capture.texts, [&](const db::StoredText& text) { return is_text(text, *row); });
    if (before == page.capture.texts.end()) {
      texts.found.push_back(row);
    } else {
      kept.insert(&*before);
      texts.kept.push_back({&*before, row});
    }
  }
  for (const db::StoredText& text : page.capture.texts) {
    if (!kept.contains(&text)) texts.lost.push_back(&text);
  }
  return texts;
}

ReadingChange change_of(const ReadPage& page) {
  if (!page.today) return ReadingChange::kUnreadable;
  const std::set<std::string> before = ids_before(page);
  const std::set<std::string> today = ids_today(page);
  if (before.empty() && today.empty()) {
    return outcome_before(page) == outcome_today(*page.today) ? ReadingChange::kSame
                                                              : ReadingChange::kReason;
  }
  const Texts texts = texts_of(page);
  if (texts.lost.empty() && texts.found.empty()) return ReadingChange::kSame;
  if (before == today) return ReadingChange::kNewText;
  if (std::ranges::includes(today, before)) return ReadingChange::kFound;
  return std::ranges::includes(before, today) ? ReadingChange::kLost : ReadingChange::kOtherId;
}

// Enough to see what became of a value.
constexpr std::size_t kShownBytes = 120;

std::string shown(const nlohmann::json& fields, const std::string& key) {
  const auto found = fields.find(key);
  if (found == fields.end()) return "";
  std::string text = to_line(*found);
  if (text.size() <= kShownBytes) return text;
  text.resize(kShownBytes);
  text.resize(valid_utf8_prefix(text));
  return text + "…";
}

std::vector<FieldDiff> differing_fields(const db::StoredText& before, const db::RenditionRow& now) {
  const auto old_fields = nlohmann::json::parse(before.fields);
  const auto new_fields = nlohmann::json::parse(now.fields);
  std::set<std::string> keys;
  for (const auto& [key, value] : old_fields.items()) keys.insert(key);
  for (const auto& [key, value] : new_fields.items()) keys.insert(key);
  std::vector<FieldDiff> fields;
  for (const std::string& key : keys) {
    const auto was = old_fields.find(key);
    const auto is = new_fields.find(key);
    const bool is_same = was != old_fields.end() && is != new_fields.end() && *was == *is;
    if (is_same) continue;
    fields.push_back({key, now.cable_id, shown(old_fields, key), shown(new_fields, key)});
  }
  if (before.completeness != now.completeness) {
    fields.push_back({"completeness", now.cable_id, std::to_string(before.completeness),
                      std::to_string(now.completeness)});
  }
  return fields;
}

/// The comparison of one group.
class Comparison {
 public:
  explicit Comparison(const std::vector<ReadPage>& pages) : pages_(pages) {}

  std::vector<ReadingDiff> compare() {
    for (const ReadPage& page : pages_) {
      diffs_.push_back({change_of(page), {}});
      note_given_up(page);
    }
    for (std::size_t i = 0; i < pages_.size(); ++i) compare_fields(pages_[i], diffs_[i]);
    return std::move(diffs_);
  }

 private:
  void note_given_up(const ReadPage& page) {
    if (!page.today) return;
    for (const db::StoredText* text : texts_of(page).lost) {
      if (text->first_url == page.capture.url) given_up_.insert(text->rendition_id);
    }
  }

  void compare_fields(const ReadPage& page, ReadingDiff& diff) {
    if (!page.today) return;
    const Texts texts = texts_of(page);
    for (const auto& [before, today] : texts.kept) {
      const bool takes_place =
          !before->first_url_has_it || given_up_.contains(before->rendition_id);
      if (before->first_url != page.capture.url && !takes_place) continue;
      if (!taken_.insert(before->rendition_id).second) continue;
      std::vector<FieldDiff> fields = differing_fields(*before, *today);
      diff.kept.push_back({before->rendition_id, today, !fields.empty()});
      std::ranges::move(fields, std::back_inserter(diff.fields));
    }
    if (diff.change == ReadingChange::kSame && !diff.fields.empty()) {
      diff.change = ReadingChange::kCorrected;
    }
    // A cable that went on with another text, or under another id.
    if (texts.lost.size() == 1 && texts.found.size() == 1 &&
        texts.lost.front()->first_url == page.capture.url) {
      std::ranges::move(differing_fields(*texts.lost.front(), *texts.found.front()),
                        std::back_inserter(diff.fields));
    }
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

std::set<std::string> ids_before(const ReadPage& page) {
  std::set<std::string> ids;
  for (const db::StoredText& text : page.capture.texts) ids.insert(text.cable_id);
  return ids;
}

std::set<std::string> ids_today(const ReadPage& page) {
  const std::vector<std::string> ids = db::cable_ids_of(page.today->write);
  return {ids.begin(), ids.end()};
}

std::string outcome_before(const ReadPage& page) {
  return outcome_word(page.capture.outcome, page.capture.rejection);
}

std::string outcome_today(const WriteJob& today) {
  return outcome_word(today.write.capture->outcome, today.write.ruling.rejection_word());
}

}  // namespace cabled
