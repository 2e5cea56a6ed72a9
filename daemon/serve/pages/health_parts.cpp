#include "daemon/serve/pages/health_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "daemon/serve/html/plot.h"
#include "daemon/serve/html/words.h"
#include "db/frontier/ruling.h"

namespace cabled::serve {
namespace {

// Rows of a plot that are told apart at a glance; the rest is one.
constexpr std::size_t kMostRows = 10;

struct AccountPart {
  std::string_view name;
  std::int64_t db::Account::*count;
  std::string_view meaning;
};
constexpr auto kParts = std::to_array<AccountPart>(
    {{"stored", &db::Account::stored, "gave a cable"},
     {"duplicate", &db::Account::duplicate, "lead to a page that is there under another address"},
     {"refused", &db::Account::refused, "hold no cable, or may not be fetched"},
     {"failed", &db::Account::failed, "could not be fetched or read"},
     {"pending", &db::Account::pending, "are still to be fetched"}});

std::string source_name(const std::string& name) {
  return name.empty() ? "imported, or no source" : name;
}

std::int64_t sum_of(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

template <typename Name>
std::vector<SparkRow> spark_rows(const Page& page, const std::vector<db::DailyCounts>& rows,
                                 bool are_sources, Name&& name) {
  std::vector<SparkRow> out;
  for (const db::DailyCounts& row : rows) {
    if (sum_of(row.counts) == 0) continue;
    if (out.size() < kMostRows) {
      const bool has_page = are_sources && !row.name.empty();
      out.push_back(
          {name(row.name), has_page ? page.href(source_address(row.name)) : "", row.counts});
      continue;
    }
    if (out.size() == kMostRows) {
      out.push_back({"all others", "", std::vector<std::int64_t>(row.counts.size())});
    }
    for (std::size_t i = 0; i < row.counts.size(); ++i) out.back().counts[i] += row.counts[i];
  }
  return out;
}

void write_shares_of_cables(Page& page, const db::DailyHistory& history) {
  SharePlot shares{"Pages with a cable by source, last 30 days", "Source", "Pages", 0, {}};
  for (const db::DailyCounts& row : history.cables) {
    const std::int64_t sum = sum_of(row.counts);
    shares.whole += sum;
    if (sum == 0 || shares.rows.size() == kMostRows) continue;
    shares.rows.push_back(
        {source_name(row.name), row.name.empty() ? "" : page.href(source_address(row.name)), sum});
  }
  if (shares.rows.size() > 1) write_shares(page, shares);
}

void write_health_cells(Page& page, const std::optional<double>& recent,
                        const std::optional<double>& before) {
  page.element("td", {{"class", "number"}}, percent_words(recent));
  page.element("td", {{"class", "number"}}, percent_words(before));
}

void write_alarms(Page& page, const std::vector<std::string>& alarms) {
  page.element("td", [&] {
    if (alarms.empty()) page.text("none");
    for (const std::string& alarm : alarms) {
      page.element("div", {{"class", "bad"}}, "Drifts: the " + alarm);
    }
  });
}

}  // namespace

Address source_address(const std::string& name) { return Address("/sources").below(name); }

std::string reason_words(std::string_view verdict, std::string_view word) {
  if (word.empty()) return "no reason told";
  const db::Ruling ruling = db::stored_ruling(verdict, word, "");
  const std::string_view sentence = db::rule_of(ruling.reason).sentence;
  if (sentence.empty()) return std::string(word);
  return fmt::format("{} ({})", sentence, word);
}

std::string percent_words(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f} %", *share * 100) : "–";
}

void write_when(Page& page, const std::optional<std::string>& time, std::string_view none) {
  if (time) {
    page.element("time", {{"datetime", *time}}, long_time(*time));
  } else {
    page.text(none);
  }
}

void write_account(Page& page, const db::Account& account) {
  if (account.discovered == 0 && account.indexes == 0) {
    page.element("p", {{"class", "muted"}},
                 "No page has been looked for on the web yet; what was imported is counted above.");
    return;
  }
  page.element("p", {{"class", "prose"}}, [&] {
    page.text(counted(account.discovered, "page is known", "pages are known") +
              " by address, and " + counted(account.indexes, "list", "lists") +
              " that lead to them. Of the pages:");
  });
  page.element("ul", {{"class", "numbers"}}, [&] {
    for (const AccountPart& part : kParts) {
      page.element("li", [&] {
        page.element("strong", grouped(account.*part.count));
        page.text(fmt::format("{}: {}", part.name, part.meaning));
      });
    }
  });
  if (account.reasons.empty()) return;
  page.element("details", [&] {
    page.element("summary", "The reasons");
    page.element("ul", {{"class", "plain"}}, [&] {
      for (const auto& [reason, count] : account.reasons) {
        const std::size_t colon = reason.find(": ");
        const std::string_view text = reason;
        page.element("li",
                     fmt::format("{} {}: {}", grouped(count), text.substr(0, colon),
                                 reason_words(text.substr(0, colon),
                                              text.substr(std::min(colon + 2, text.size())))));
      }
    });
  });
}

void write_history(Page& page, const db::DailyHistory& history) {
  if (history.pages.empty() && history.failures.empty()) {
    page.element("p", {{"class", "muted"}}, "Nothing was fetched in the last 30 days.");
    return;
  }
  write_sparks(page, {"Pages received, last 30 days", "Source", "Pages", history.days,
                      spark_rows(page, history.pages, true, source_name)});
  write_sparks(page, {"Pages that gave a cable, last 30 days", "Source", "Pages", history.days,
                      spark_rows(page, history.cables, true, source_name)});
  write_sparks(page, {"Failures by reason, last 30 days", "Reason", "Addresses", history.days,
                      spark_rows(page, history.failures, false, [](const std::string& word) {
                        return reason_words("failed", word);
                      })});
  write_shares_of_cables(page, history);
}

void write_reading_health(Page& page, const std::vector<db::SourceHealth>& sources,
                          const std::vector<std::vector<std::string>>& alarms) {
  if (sources.empty()) return;
  page.element(
      "section",
      {{"class", "scroll"}, {"tabindex", "0"}, {"aria-label", "How pages are read, by source"}},
      [&] {
        page.element("table", {{"class", "readings"}}, [&] {
          page.element("thead", [&] {
            page.element("tr", [&] {
              for (const char* head :
                   {"Source", "Last pages", "With a cable", "before", "Confidence", "before",
                    "Fields", "before", "Alarms", "Last run", "Next run"}) {
                page.element("th", {{"scope", "col"}}, head);
              }
            });
          });
          page.element("tbody", [&] {
            for (std::size_t i = 0; i < sources.size(); ++i) {
              const db::SourceHealth& source = sources[i];
              page.element("tr", [&] {
                page.element("th", {{"scope", "row"}},
                             [&] { page.link(source_address(source.name), source.name); });
                page.element("td", {{"class", "number"}}, grouped(source.recent.pages));
                write_health_cells(page, source.recent.cable_share, source.history.cable_share);
                write_health_cells(page, source.recent.confidence, source.history.confidence);
                write_health_cells(page, source.recent.coverage, source.history.coverage);
                write_alarms(page, alarms.at(i));
                page.element("td", [&] { write_when(page, source.last_run_at, "never"); });
                page.element("td", [&] {
                  if (source.paused_at) {
                    page.text("paused");
                  } else {
                    write_when(page, source.next_run_at, "by each page's own time");
                  }
                });
              });
            }
          });
        });
      });
}

}  // namespace cabled::serve
