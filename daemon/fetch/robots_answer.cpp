#include "daemon/fetch/robots_answer.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "daemon/codec/content_decoding.h"
#include "parsers/web/header_fields.h"
#include "parsers/web/retry_after.h"
#include "parsers/web/robots.h"

namespace cabled {

namespace {

RobotsAnswer out_of_reach(std::string why) {
  RobotsAnswer answer;
  answer.note = std::move(why);
  return answer;
}

}  // namespace

RobotsAnswer read_robots_answer(FetchResponse response, std::chrono::sys_seconds now) {
  RobotsAnswer answer;
  answer.fetch.status = response.status;
  const std::string_view head = response.response_head;
  answer.fetch.retry_after = read_retry_after(header_value(head, "retry-after"), now);
  if (response.redirect) {
    if (!*response.redirect) return out_of_reach(response.redirect->error().message);
    answer.redirect = **response.redirect;
    return answer;
  }
  const DecodingLimits limits{.max_output = Robots::kMaxBytes, .max_ratio = 200};
  const std::string coding = header_value(head, "content-encoding");
  DecodedContent content = decode_content(std::move(response.body), coding, limits);
  // A file of more than 500 KiB is obeyed as far as it is read, coded or not.
  const bool was_capped = response.truncated_by_cap || content.bytes.size() >= Robots::kMaxBytes;
  if (content.error && !was_capped) return out_of_reach(std::move(content.error->message));
  answer.note = std::move(content.note);
  answer.body = std::move(content.bytes);
  return answer;
}

RobotsAnswer read_robots_answer(const FetchFailure& failure) {
  return out_of_reach(fmt::format("{}: {}", failure_class_name(failure.failure), failure.message));
}

std::string robots_trouble(const RobotsAnswer& answer, const Url& url) {
  const std::string what =
      answer.fetch.status ? fmt::format("http_{}", *answer.fetch.status) : answer.note;
  const auto& wait = answer.fetch.retry_after;
  return fmt::format("robots.txt cannot be had: {}{} ({})", what,
                     wait ? fmt::format(", asks to wait {} s", wait->count()) : "", url.text());
}

}  // namespace cabled
