#include "daemon/pipeline/settle_response.h"

namespace cabled {
namespace {

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

}  // namespace cabled
