// Prints the lines of pages as lay_out() gives them: a JSON object a file, {"way": [lines]}.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "parsers/html/charset.h"
#include "parsers/html/layout.h"

namespace {

nlohmann::json lines_of(const std::string& utf8, cabled::HtmlWay way) {
  const auto document = cabled::HtmlDocument::parse(utf8, {}, way);
  if (!document) return nullptr;
  nlohmann::json lines = nlohmann::json::array();
  for (const auto& line : cabled::lay_out(*document).lines) lines.push_back(std::string(line.text));
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const std::string utf8 = cabled::decode_html(bytes, "").utf8;
    const nlohmann::json answer{{"shortest", lines_of(utf8, cabled::HtmlWay::kShortest)},
                                {"gumbo", lines_of(utf8, cabled::HtmlWay::kGumbo)}};
    std::puts(answer.dump().c_str());
  }
}
