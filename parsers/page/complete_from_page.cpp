#include "parsers/page/complete_from_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "parsers/cable/header/classification.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

std::chrono::sys_days day_of(int year, int month, int day) {
  return std::chrono::year(year) / month / day;
}

/// Days between what the page says and the telegram's own time, which begins "2010-01-25T".
long days_apart(const PageDate& page, std::string_view sent_at) {
  const auto part = [&](std::size_t at, std::size_t size) {
    return std::atoi(std::string(sent_at.substr(at, size)).c_str());
  };
  const auto own = day_of(part(0, 4), part(5, 2), part(8, 2));
  return std::abs((day_of(page.year, page.month, page.day) - own).count());
}

/// The mirrors of spring 2011, whose tables have "Created" and "Released", print the hour of the
/// twelve on the dial where the minutes should stand.
bool repeats_hour(const PageFacts& facts) {
  if (!facts.released || !facts.sent->hour) return false;
  const int dial = *facts.sent->hour % 12 == 0 ? 12 : *facts.sent->hour % 12;
  return facts.sent->minute == dial;
}

class Completion {
 public:
  Completion(Cable& cable, PageFacts facts) : cable_(cable), facts_(std::move(facts)) {}

  void complete() {
    choose_id();
    fill_time();
    fill_classification();
    compare_origin();
    PageSource& source = cable_.source;
    source.created = std::move(facts_.created);
    source.released = std::move(facts_.released);
    source.classification = std::move(facts_.classification);
    source.origin = std::move(facts_.origin);
    if (!source.title) source.title = std::move(facts_.title);
  }

 private:
  void filled(std::string_view key) { cable_.source.filled.emplace_back(key); }

  /// The id of a telegram without a time of its own has its year from the page.
  void choose_id() {
    const auto own = std::ranges::find_if(facts_.ids, [&](const std::string& text) {
      const auto id = canonical_id(text);
      return id && cable_.id && *id == *cable_.id;
    });
    if (own != facts_.ids.end()) {
      cable_.source.id = *own;
    } else if (!facts_.ids.empty()) {
      cable_.source.id = facts_.ids.front();
      if (cable_.id) warn_of_id(facts_.ids.front());
    }
    const bool from_page = own != facts_.ids.end() || facts_.sent;
    if (!cable_.id || cable_.dtg || !from_page) return;
    filled("id");
    filled("year");
  }

  void warn_of_id(const std::string& text) {
    const auto other = canonical_id(text);
    if (!other || other->serial() == cable_.id->serial()) return;
    // A serial that differs is told of where the number is settled, when the reference was known.
    const std::string words = fmt::format("{} is expected", other->text());
    const bool told = std::ranges::any_of(cable_.warnings, [&](const std::string& warning) {
      return warning.find(words) != std::string::npos;
    });
    if (!told) warn("the text is of {} but the page of {}", cable_.id->text(), other->text());
  }

  void fill_time() {
    if (!facts_.sent) return;
    if (cable_.sent_at) {
      // Some pages give local time.
      if (days_apart(*facts_.sent, *cable_.sent_at) > 1) {
        warn("sent {} but the page says {}", *cable_.sent_at, *facts_.created);
      }
      return;
    }
    if (cable_.dtg || !facts_.sent->hour) return;
    if (repeats_hour(facts_)) {
      facts_.sent->minute = 0;
      warn("of the time {} the hour alone is known", *facts_.created);
    }
    cable_.sent_at = facts_.sent->time();
    filled("sent_at");
  }

  void fill_classification() {
    if (!facts_.classification) return;
    const auto line = read_classification_line(ascii::upper(*facts_.classification));
    if (!line) return;
    if (cable_.classification) {
      const bool same = cable_.classification->starts_with(line->level) ||
                        line->level.starts_with(*cable_.classification);
      if (!same) warn("{} but the page says {}", *cable_.classification, *facts_.classification);
      return;
    }
    cable_.classification = published_classification(line->level, cable_.handling);
    filled("classification");
  }

  void compare_origin() {
    if (!facts_.origin || !cable_.station) return;
    std::string letters;
    for (const char c : *facts_.origin) {
      if (ascii::is_alpha(c)) letters += ascii::to_upper(c);
    }
    const auto station = known_station(without_post_kind(letters));
    if (station && known_station(*cable_.station) && *station != *cable_.station) {
      warn("of {} but the page says {}", *cable_.station, *facts_.origin);
    }
  }

  template <typename... Args>
  void warn(fmt::format_string<Args...> format, Args&&... args) {
    cable_.warnings.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  Cable& cable_;
  PageFacts facts_;
};

}  // namespace

void complete_from_page(Cable& cable, PageFacts facts) {
  Completion(cable, std::move(facts)).complete();
}

}  // namespace cabled
