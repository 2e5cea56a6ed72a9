#include "daemon/cli/json_requests.h"

#include <fmt/format.h>

#include <cstddef>
#include <iostream>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/cli/read_input.h"
#include "daemon/json/cable_json.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string text_member(const Json& request, const char* key) {
  const auto found = request.find(key);
  return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void answer_lines(const Answerer& answer) {
  tell_of_typed_input();
  std::size_t number = 0;
  for (std::string line; output().works() && std::getline(std::cin, line);) {
    ++number;
    if (line.empty()) continue;
    const Json request = Json::parse(line, nullptr, false);
    Json out{{"id", nullptr}};
    if (request.is_object()) {
      if (request.contains("id")) out["id"] = request["id"];
      out.update(answer(request));
    } else {
      out["error"] = fmt::format("line {} is not a JSON object", number);
    }
    output().json(to_line(out));
    output().flush();
  }
}

}  // namespace cabled::cli
