#include "daemon/fetch/fetch_failure.h"

#include <fmt/format.h>

namespace cabled {
namespace {

FailureClass class_of_timeout(TransferStage stage, DeadlinePassed deadline) {
  switch (stage) {
    case TransferStage::kResolving:
      return FailureClass::kDns;
    case TransferStage::kConnecting:
      return FailureClass::kConnect;
    case TransferStage::kTransferring:
      break;
  }
  return deadline == DeadlinePassed::kYes ? FailureClass::kTimeout : FailureClass::kStalled;
}

FailureClass class_of(CURLcode code, TransferStage stage, DeadlinePassed deadline) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return FailureClass::kDns;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return FailureClass::kProxy;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
      return FailureClass::kConnect;
    case CURLE_OPERATION_TIMEDOUT:
      return class_of_timeout(stage, deadline);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return FailureClass::kTls;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return FailureClass::kTruncated;
    case CURLE_RECV_ERROR:
      return FailureClass::kTruncated;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP_RETURNED_ERROR:
    // Every option of ours is checked when it is set, so this is libcurl 7.88.1 on a NUL in a
    // trailer.
    case CURLE_BAD_FUNCTION_ARGUMENT:
      return FailureClass::kProtocol;
    case CURLE_FILESIZE_EXCEEDED:
      return FailureClass::kTooLarge;
    default:
      return FailureClass::kInternal;
  }
}

}  // namespace

const char* failure_class_name(FailureClass failure) noexcept {
  switch (failure) {
    case FailureClass::kDns:
      return "dns";
    case FailureClass::kConnect:
      return "connect";
    case FailureClass::kTls:
      return "tls";
    case FailureClass::kTimeout:
      return "timeout";
    case FailureClass::kStalled:
      return "stalled";
    case FailureClass::kTruncated:
      return "truncated";
    case FailureClass::kProtocol:
      return "protocol";
    case FailureClass::kTooLarge:
      return "too_large";
    case FailureClass::kRefusedAddress:
      return "refused_address";
    case FailureClass::kRefusedScheme:
      return "refused_scheme";
    case FailureClass::kProxy:
      return "proxy";
    case FailureClass::kCancelled:
      return "cancelled";
    case FailureClass::kDescriptors:
      return "descriptors";
    case FailureClass::kInternal:
      break;
  }
  return "internal";
}

ErrorKind kind_of(FailureClass failure) noexcept {
  switch (failure) {
    case FailureClass::kProtocol:
      return ErrorKind::kInvalid;
    case FailureClass::kTooLarge:
    case FailureClass::kRefusedAddress:
    case FailureClass::kRefusedScheme:
      return ErrorKind::kRefused;
    default:
      return ErrorKind::kTransient;
  }
}

FetchFailure failure_of(CURLcode code, TransferStage stage, DeadlinePassed deadline,
                        const std::string& detail) {
  FetchFailure out;
  out.failure = class_of(code, stage, deadline);
  // The code for a cut connection stands also for a chunk that is none; libcurl's text tells.
  const bool bad_chunk = code == CURLE_RECV_ERROR && detail.find("chunk") != std::string::npos;
  if (bad_chunk) out.failure = FailureClass::kProtocol;
  out.kind = kind_of(out.failure);
  // A certificate that does not convince today will hardly do so at the next try; a handshake that
  // was cut may.
  const bool certificate =
      out.failure == FailureClass::kTls && code == CURLE_PEER_FAILED_VERIFICATION;
  if (certificate) out.kind = ErrorKind::kRefused;
  out.message = detail.empty() ? curl_easy_strerror(code)
                               : fmt::format("{} (curl error {})", detail, static_cast<int>(code));
  return out;
}

}  // namespace cabled
