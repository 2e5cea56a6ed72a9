#include "daemon/serve/api/answers.h"

#include "daemon/json/cable_json.h"
#include "daemon/system/log.h"
#include "db/sql/server_fault.h"

namespace cabled::serve {

using Json = nlohmann::ordered_json;

HttpResponse json_answer(const Json& value) {
  HttpResponse response;
  response.content_type = "application/json";
  response.body = to_line(value) + '\n';
  return response;
}

HttpResponse problem(int status, std::string_view title, std::string_view detail) {
  HttpResponse response = json_answer(
      {{"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}});
  response.status = status;
  response.content_type = "application/problem+json";
  return response;
}

HttpResponse unanswered_problem(const Visit& visit, const Error& error) {
  if (error.kind == ErrorKind::kInvalid) {
    return problem(400, "Bad request", "a value of the request cannot be looked up");
  }
  log::warn("request not answered", {{"path", visit.request.path}, {"error", error.message}});
  HttpResponse response =
      problem(503, "No answer just now",
              db::ran_out_of_time(error) ? "the question took longer than it may; narrow it"
                                         : "the collection cannot be read at the moment");
  response.headers.emplace_back("Retry-After", "10");
  return response;
}

HttpResponse wrong_search_problem(const SearchFault& fault) {
  HttpResponse response = json_answer({{"type", "about:blank"},
                                       {"title", "Bad request"},
                                       {"status", 400},
                                       {"detail", fault.error.message},
                                       {"parameter", fault.parameter},
                                       {"offset", fault.error.characters}});
  response.status = 400;
  response.content_type = "application/problem+json";
  return response;
}

}  // namespace cabled::serve
