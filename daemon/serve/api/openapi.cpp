#include <string>
#include <string_view>

#include "daemon/serve/api/answers.h"
#include "daemon/serve/api/api.h"
#include "daemon/serve/html/html.h"
#include "daemon/serve/site/origin.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

Json parameter_json(std::string_view name, std::string_view place, std::string_view words) {
  return {{"name", name},
          {"in", place},
          {"required", place == "path"},
          {"description", words},
          {"schema", {{"type", "string"}}}};
}

Json parameters_json(const Route& route) {
  Json out = Json::array();
  std::string_view rest = route.pattern;
  for (std::size_t begin = rest.find('{'); begin != std::string_view::npos;
       begin = rest.find('{')) {
    const std::size_t end = rest.find('}');
    const std::string_view name = rest.substr(begin + 1, end - begin - 1);
    out.push_back(parameter_json(name, "path", name == "id" ? "a cable's number" : "its key"));
    rest.remove_prefix(end + 1);
  }
  for (const RouteParameter& parameter : route.parameters) {
    out.push_back(parameter_json(parameter.name, "query", parameter.words));
  }
  return out;
}

Json answer_json(std::string_view words, std::string_view type) {
  return {{"description", words},
          {"content", {{std::string(type), {{"schema", {{"type", "object"}}}}}}}};
}

Json route_json(const Route& route) {
  return {{"get",
           {{"operationId", route.name},
            {"summary", route.words},
            {"parameters", parameters_json(route)},
            {"responses",
             {{"200", answer_json("as it says", "application/json")},
              {"default", answer_json("why not", "application/problem+json")}}}}}};
}

}  // namespace

HttpResponse openapi(const Visit& visit) {
  Json paths = Json::object();
  for (const Route& route : visit.site.routes) {
    if (!route.words.empty()) paths[std::string(route.pattern)] = route_json(route);
  }
  return json_answer(
      {{"openapi", "3.1.0"},
       {"info",
        {{"title", visit.site.config.serve.title},
         {"version", CABLED_VERSION},
         {"summary", "Diplomatic cables, read-only, without a key"}}},
       {"servers", Json::array({{{"url", visit.site.config.serve.base_path.empty()
                                             ? std::string("/")
                                             : visit.site.config.serve.base_path}}})},
       {"paths", std::move(paths)}});
}

HttpResponse open_search(const Visit& visit) {
  // Some browsers take no address that is not whole.
  const std::string search = absolute(visit, Address("/search"));
  Html xml;
  xml.element("OpenSearchDescription", {{"xmlns", "http://a9.com/-/spec/opensearch/1.1/"}}, [&] {
    xml.element("ShortName", visit.site.config.serve.title.substr(0, 16));
    xml.element("Description", "Search " + visit.site.config.serve.title);
    xml.element("InputEncoding", "UTF-8");
    xml.element("Url", {{"type", "text/html"}, {"template", search + "?q={searchTerms}"}}, "");
    xml.element("Url",
                {{"type", "application/atom+xml"}, {"template", search + ".atom?q={searchTerms}"}},
                "");
  });
  HttpResponse response;
  response.content_type = "application/opensearchdescription+xml; charset=utf-8";
  response.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.markup() + '\n';
  return response;
}

}  // namespace cabled::serve
