// What each stage of reading a page costs: decode, links, tree, layout, locate, read, and all of
// it.
//   parse_bench FOLDER [--benchmark_…]   FOLDER holds HTML pages, at any depth

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "parsers/cable/read_cable.h"
#include "parsers/html/charset.h"
#include "parsers/html/html_document.h"
#include "parsers/html/layout.h"
#include "parsers/html/links.h"
#include "parsers/locate/judged_page.h"
#include "parsers/locate/locate_cable.h"
#include "parsers/page/read_page.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

// Enough for an even mix of a site's layouts, and few enough to stay in memory.
constexpr std::size_t kMaxPages = 1000;

std::vector<std::string> g_pages;  // filled by main, read by all

std::vector<std::string> read_pages(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".htm" || extension == ".html") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> pages;
  const std::size_t step = std::max<std::size_t>(1, files.size() / kMaxPages);
  for (std::size_t i = 0; i < files.size(); i += step) {
    std::ifstream file(files[i], std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

// Times `stage` on one page after another; items are pages.
template <typename Inputs, typename Stage>
void run_stage(benchmark::State& state, const Inputs& inputs, Stage stage) {
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(stage(inputs[next]));
    next = next + 1 == inputs.size() ? 0 : next + 1;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

const std::vector<std::string>& decoded_pages() {
  static const std::vector<std::string> decoded = [] {
    std::vector<std::string> texts;
    for (const std::string& page : g_pages) texts.push_back(decode_html(page, "").utf8);
    return texts;
  }();
  return decoded;
}

const std::vector<HtmlDocument>& documents() {
  static const std::vector<HtmlDocument> parsed = [] {
    std::vector<HtmlDocument> trees;
    for (const std::string& text : decoded_pages()) {
      if (auto tree = HtmlDocument::parse(text)) trees.push_back(std::move(*tree));
    }
    return trees;
  }();
  return parsed;
}

const std::vector<std::string>& cable_texts() {
  static const std::vector<std::string> found = [] {
    std::vector<std::string> texts;
    for (const std::string& page : g_pages) {
      const PageReading reading = read_page({page, "", "text/html"});
      if (const auto* cable = std::get_if<Cable>(&reading.outcome)) texts.push_back(cable->text);
    }
    return texts;
  }();
  return found;
}

void decode(benchmark::State& state) {
  run_stage(state, g_pages, [](const std::string& page) { return decode_html(page, ""); });
}

void links(benchmark::State& state) {
  run_stage(state, decoded_pages(), [](const std::string& text) { return find_links(text); });
}

void tree(benchmark::State& state) {
  run_stage(state, decoded_pages(),
            [](const std::string& text) { return HtmlDocument::parse(text); });
}

void tree_by_gumbo(benchmark::State& state) {
  run_stage(state, decoded_pages(),
            [](const std::string& text) { return HtmlDocument::parse(text, {}, HtmlWay::kGumbo); });
}

void layout(benchmark::State& state) {
  run_stage(state, documents(), [](const HtmlDocument& page) { return lay_out(page); });
}

// Lay-out included, for its result is what the locator judges.
void layout_and_locate(benchmark::State& state) {
  run_stage(state, documents(), [](const HtmlDocument& page) {
    const Layout lines = lay_out(page);
    return locate_cable(judge_page(lines), &page);
  });
}

void read(benchmark::State& state) {
  run_stage(state, cable_texts(), [](const std::string& text) { return read_cable(text, {}); });
}

void read_whole(benchmark::State& state, HtmlWay way) {
  PageReaderOptions options;
  options.html_way = way;
  run_stage(state, g_pages, [&](const std::string& page) {
    return read_page({page, "http://127.0.0.1/stories/WL0904/S00198.htm", "text/html"}, options);
  });
}

void whole(benchmark::State& state) { read_whole(state, HtmlWay::kShortest); }
void whole_by_gumbo(benchmark::State& state) { read_whole(state, HtmlWay::kGumbo); }

BENCHMARK(decode);
BENCHMARK(links);
BENCHMARK(tree);
BENCHMARK(tree_by_gumbo);
BENCHMARK(layout);
BENCHMARK(layout_and_locate);
BENCHMARK(read);
BENCHMARK(whole);
BENCHMARK(whole_by_gumbo);

}  // namespace
}  // namespace cabled

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::cerr << "usage: parse_bench FOLDER [--benchmark_filter=…]\n";
    return 2;
  }
  cabled::g_pages = cabled::read_pages(argv[1]);
  if (cabled::g_pages.empty()) {
    std::cerr << "no HTML pages below \"" << argv[1] << "\"\n";
    return 1;
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
