#include "parsers/dump/json_values.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::json_values_test {
namespace {

/// "1:{…} 2:!error " with the line of each.
std::string values_of(const std::string& bytes, std::size_t step = 1 << 20,
                      std::size_t max_value = 1 << 20) {
  const auto form = json_form(bytes);
  if (!form) return "no JSON";
  JsonSplitter splitter(*form, max_value);
  std::string out;
  const auto take = [&] {
    while (const auto value = splitter.next()) {
      out += std::to_string(value->line) + ':' + (value->error.empty() ? "" : "!") + value->text +
             value->error + ' ';
    }
  };
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    splitter.push(std::string_view(bytes).substr(at, step));
    take();
  }
  splitter.finish();
  take();
  return out;
}

TEST(JsonSplitter, PartsEveryWayOfWritingManyValues) {
  for (const auto& [bytes, values] : std::initializer_list<std::pair<std::string, std::string>>{
           {"{\"a\":1}\n{\"b\":2}\n", "1:{\"a\":1} 2:{\"b\":2} "},
           {"{\"a\":1}\r\n\r\n{\"b\":2}", "1:{\"a\":1} 3:{\"b\":2} "},
           {"[{\"a\":1},{\"b\":2}]", "1:{\"a\":1} 1:{\"b\":2} "},
           {"[\n{\"a\":1},\n{\"b\":2}\n]\n", "2:{\"a\":1} 3:{\"b\":2} "},
           {"[\n {\n  \"a\": \"]}\\\"\"\n },\n {}\n]", "2:{\n  \"a\": \"]}\\\"\"\n } 5:{} "},
           {"{\n \"a\": 1\n}\n{\n \"b\": 2\n}\n", "1:{\n \"a\": 1\n} 4:{\n \"b\": 2\n} "},
           {"\xef\xbb\xbf[{\"a\":1}]", "1:{\"a\":1} "},
           {"{\"a\":1},\n{\"b\":2},\n", "1:{\"a\":1} 2:{\"b\":2} "},
           {"[[1],[2]]", "1:[1] 1:[2] "},
           {"[\"x\", \"y\"]", "1:\"x\" 1:\"y\" "}}) {
    EXPECT_EQ(values_of(bytes), values) << bytes;
    EXPECT_EQ(values_of(bytes, 1), values) << "byte by byte: " << bytes;
  }
}

TEST(JsonSplitter, LosesOneLineWithABrokenLine) {
  EXPECT_EQ(values_of("{\"a\":\n{\"b\":2}\n{\"c\":3}\n"), "1:{\"a\": 2:{\"b\":2} 3:{\"c\":3} ");
  EXPECT_EQ(values_of("{\"a\":1}\n{\"b\":\n{\"c\":3}\n"), "1:{\"a\":1} 2:{\"b\": 3:{\"c\":3} ");
}

TEST(JsonSplitter, NamesAValueThatIsCutOffOrTooLarge) {
  EXPECT_EQ(values_of("[{\"a\":1},\n{\"b\":"), "1:{\"a\":1} 2:!JSON ends inside of a value ");
  const std::string large = "{\"a\":\"" + std::string(100, 'x') + "\"}";
  EXPECT_EQ(values_of("[" + large + ",{}]", 1 << 20, 50),
            "1:!JSON value of more than 50 bytes 1:{} ");
  EXPECT_EQ(values_of(large + "\n{\"b\":1}\n", 7, 50),
            "1:!JSON value of more than 50 bytes 2:{\"b\":1} ");
}

TEST(JsonForm, IsNoPageThatBeginsWithABracket) {
  for (const std::string page :
       {"[Page 2]\n", "{C} 1. Text", "", "<p>{\"a\":1}", "[sic] 1. Text", "{ margin: 0 }"}) {
    EXPECT_EQ(values_of(page), "no JSON") << page;
  }
}

}  // namespace
}  // namespace cabled::json_values_test
