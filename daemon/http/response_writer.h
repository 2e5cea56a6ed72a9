#pragma once

#include <string>

#include "daemon/codec/gzip_member.h"
#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"

namespace cabled {

/// How an answer is to be sent, by what was asked.
struct AnswerForm {
  enum class Body { kSent, kLeftOut } body = Body::kSent;           ///< HEAD leaves it out
  enum class Coding { kPlain, kGzip } coding = Coding::kPlain;      ///< what the client takes
  enum class After { kKeepOpen, kClose } after = After::kKeepOpen;  ///< of the connection
};

/// What `request` asks for but for the connection.
AnswerForm form_of(const HttpRequest& request);

/// Makes the bytes of answers: head, compression, and what HEAD leaves out. For one thread.
class ResponseWriter {
 public:
  std::string bytes(HttpResponse response, const AnswerForm& form);

 private:
  void compress(HttpResponse& response);

  GzipPacker packer_;
};

}  // namespace cabled
