#include "daemon/pipeline/settle_response.h"

#include "parsers/web/header_fields.h"

namespace cabled {
namespace {

constexpr int kNotModified = 304;

db::Reason reason_of(const FetchFailure& failure) {
  switch (failure.failure) {
    case FailureClass::kDns:
      return db::Reason::kDns;
    case FailureClass::kConnect:
      return db::Reason::kConnect;
    case FailureClass::kTls:
      return failure.kind == ErrorKind::kRefused ? db::Reason::kCertificate
                                                 : db::Reason::kHandshake;
    case FailureClass::kTimeout:
      return db::Reason::kTimeout;
    case FailureClass::kStalled:
      return db::Reason::kStalled;
    case FailureClass::kTruncated:
      return db::Reason::kTruncated;
    case FailureClass::kProtocol:
      return db::Reason::kProtocol;
    case FailureClass::kTooLarge:
      return db::Reason::kTooLarge;
    case FailureClass::kRefusedAddress:
      return db::Reason::kRefusedAddress;
    case FailureClass::kRefusedScheme:
      return db::Reason::kRefusedScheme;
    case FailureClass::kProxy:
      return db::Reason::kProxy;
    case FailureClass::kCancelled:
      return db::Reason::kCancelled;
    case FailureClass::kDescriptors:
      return db::Reason::kDescriptors;
    case FailureClass::kInternal:
      break;
  }
  return db::Reason::kInternal;
}

db::Ruling ruling(db::Reason reason, const std::string& detail) {
  return {db::rule_of(reason).verdict, reason, Utf8Text::sanitized(detail)};
}

}  // namespace

db::Ruling ruling_of(const FetchFailure& failure) {
  return ruling(reason_of(failure), failure.message);
}

bool is_page(int status) {
  static constexpr int kNoContent = 204;
  static constexpr int kResetContent = 205;
  static constexpr int kPartialContent = 206;
  return status / 100 == 2 && status != kNoContent && status != kResetContent &&
         status != kPartialContent;
}

db::Ruling ruling_of_status(int status) {
  db::Ruling told = ruling(db::reason_of_status(status), "");
  told.http_status = status;
  return told;
}

db::Ruling ruling_of_redirect(const Result<Url>& target, int hops, int max_hops) {
  if (!target) {
    const bool refused = target.error().kind == ErrorKind::kRefused;
    return ruling(refused ? db::Reason::kRedirectForbidden : db::Reason::kRedirectMalformed,
                  target.error().message);
  }
  return ruling(hops >= max_hops ? db::Reason::kTooManyRedirects : db::Reason::kRedirect,
                target->text());
}

db::Ruling ruling_of_coding(const Error& error) {
  return ruling(
      error.kind == ErrorKind::kTransient ? db::Reason::kContentCut : db::Reason::kContentCoding,
      error.message);
}

std::optional<db::Validators> validators_after(const FetchResponse& response, const CrawlTask& task,
                                               const db::PageWrite& write) {
  const auto field = [&](const char* name, const std::string& otherwise) {
    const std::string value = header_value(response.response_head, name);
    return Utf8Text::sanitized(value.empty() ? otherwise : value);
  };
  if (response.status == kNotModified) {
    if (!write.unchanged) return db::Validators{};  // of what page?
    return db::Validators{field("etag", task.etag), field("last-modified", task.last_modified)};
  }
  if (!write.unchanged && !(write.capture && db::is_well_read(write.capture->outcome))) {
    return std::nullopt;
  }
  // A page that may be cut, or a list that leads nowhere, as a gate in its place would: the next
  // answer is to bring it again.
  const bool leads_nowhere =
      write.capture && task.kind != db::UrlKind::kPage && write.discovered.empty();
  if (response.length_unverified || leads_nowhere) return db::Validators{};
  return db::Validators{field("etag", ""), field("last-modified", "")};
}

}  // namespace cabled
