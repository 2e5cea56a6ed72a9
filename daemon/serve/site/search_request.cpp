#include "daemon/serve/site/search_request.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "parsers/query/search_query_text.h"

namespace cabled::serve {
namespace {

using namespace std::literals;

constexpr std::array kFilters = {"station"sv, "tag"sv, "classification"sv, "site"sv, "year"sv,
                                 "from"sv,    "to"sv};
constexpr int kMostHits = 1000;
// Pages by number end here; a cursor goes on.
constexpr int kLastPage = 500;

std::optional<int> number_within(std::string_view text, int least, int most) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value < least || value > most) return std::nullopt;
  return value;
}

std::optional<db::SearchOrder> order_of(std::string_view name) {
  if (name == "rank") return db::SearchOrder::kRank;
  if (name == "newest") return db::SearchOrder::kNewestFirst;
  if (name == "oldest") return db::SearchOrder::kOldestFirst;
  return std::nullopt;
}

class Reading {
 public:
  explicit Reading(const HttpRequest& request) : request_(request) {}

  tl::expected<SearchRequest, SearchFault> run() {
    if (const auto typed = request_.parameter("q")) {
      auto query = read_search_query(*typed);
      if (!query) return tl::unexpected(SearchFault{"q", *typed, query.error()});
      out_.typed = *typed;
      out_.query = std::move(*query);
    }
    for (const auto& [name, value] : request_.query) {
      if (value.empty() || !is_filter(name)) continue;
      if (const auto narrowed = narrow(out_.query.filter, name, value); !narrowed) {
        return tl::unexpected(SearchFault{name, value, narrowed.error()});
      }
    }
    for (const auto& read :
         {&Reading::read_sort, &Reading::read_limit, &Reading::read_page, &Reading::read_cursor}) {
      if (auto fault = (this->*read)()) return tl::unexpected(std::move(*fault));
    }
    return std::move(out_);
  }

 private:
  std::optional<SearchFault> wrong(const char* name, std::string words) const {
    const std::string value = request_.parameter(name).value_or("");
    const std::size_t length = value.size();
    return SearchFault{name, value, {std::move(words), 0, length, 0}};
  }

  std::optional<SearchFault> read_sort() {
    const auto sort = request_.parameter("sort");
    if (!sort) return std::nullopt;
    const auto order = order_of(*sort);
    if (!order) return wrong("sort", "hits are sorted by rank, newest or oldest");
    out_.hits.order = *order;
    return std::nullopt;
  }

  std::optional<SearchFault> read_limit() {
    const auto limit = request_.parameter("limit");
    if (!limit) return std::nullopt;
    const auto number = number_within(*limit, 1, kMostHits);
    if (!number) return wrong("limit", fmt::format("a limit is a number from 1 to {}", kMostHits));
    out_.hits.limit = *number;
    return std::nullopt;
  }

  std::optional<SearchFault> read_page() {
    const auto page = request_.parameter("page");
    if (!page) return std::nullopt;
    const auto number = number_within(*page, 1, kLastPage);
    if (!number) return wrong("page", fmt::format("a page is a number from 1 to {}", kLastPage));
    out_.page = *number;
    out_.hits.offset = (*number - 1) * out_.hits.limit;
    return std::nullopt;
  }

  std::optional<SearchFault> read_cursor() {
    const auto text = request_.parameter("cursor");
    if (!text) return std::nullopt;
    auto cursor = db::SearchCursor::parse(*text);
    if (!cursor) return wrong("cursor", "this is no cursor of a search");
    out_.hits.order = cursor->order;
    out_.hits.offset = 0;
    out_.hits.after = std::move(*cursor);
    return std::nullopt;
  }

  const HttpRequest& request_;
  SearchRequest out_;
};

}  // namespace

tl::expected<SearchRequest, SearchFault> read_search_request(const HttpRequest& request) {
  return Reading(request).run();
}

bool is_filter(std::string_view parameter) {
  return std::ranges::find(kFilters, parameter) != kFilters.end();
}

}  // namespace cabled::serve
