#include "daemon/serve/pages/help_page.h"

#include <array>
#include <utility>

#include "daemon/serve/pages/page.h"
#include "daemon/serve/pages/pages.h"

namespace cabled::serve {
namespace {

constexpr auto kAskingExamples = std::to_array<AskingExample>({
    {"fishing quota", "cables that have both words, in any form: fish, fished, quotas"},
    {"\"fishing quota\"", "the words side by side"},
    {"fishing -quota", "the first word without the second"},
    {"herring or mackerel", "either word"},
    {"embass*", "words that begin so"},
    {"09BERLIN1167", "the cable of that number, in any spelling"},
    {"station:TOKYO", "cables of one post; station:TOKYO,SEOUL of either"},
    {"tag:PREL", "cables that carry the TAG; tag:PREL tag:ECON both"},
    {"class:secret", "cables of that classification"},
    {"site:wikileaks", "cables that were seen at a site"},
    {"after:2008", "sent in that year or later; from: is the same"},
    {"before:2009-06", "sent before that month; to: is the same"},
    {"year:2009", "whose number is of that year"},
    {"id:10TOKYO153", "that cable alone"},
    {"whaling station:TOKYO after:2008 -quota", "all of it together"},
});

struct HelpRow {
  std::string_view what;
  std::string_view words;
};
constexpr auto kApi = std::to_array<HelpRow>({
    {"/api/v1/search?q=…", "hits with their number; next is the cursor of the page behind"},
    {"/api/v1/facets?q=…", "how the matches spread"},
    {"/api/v1/cables/ID", "a cable with every field, text and place where it was seen"},
    {"/api/v1/cables/ID/renditions", "its texts; …/renditions/KEY one of them, whole"},
    {"/api/v1/cables/ID/links", "the cables it names and that name it"},
    {"/api/v1/changes?since=CURSOR", "what happened since, in order; 0 is the beginning"},
    {"/api/v1/sources", "the sources and what they gave"},
    {"/api/v1/status", "how the collecting stands"},
    {"/api/v1/why?url=…", "why an address is fetched, or not"},
});

constexpr auto kKeys = std::to_array<HelpRow>({
    {"Tab", "to the next link or field; the first leads past the navigation"},
    {"Enter", "follows the link, or sends the form"},
    {"Space", "opens a folded part"},
});

void write_asking_examples(Page& page) {
  page.element("table", {{"class", "ways"}}, [&] {
    page.element("thead", [&] {
      page.element("tr", [&] {
        page.element("th", {{"scope", "col"}}, "You type");
        page.element("th", {{"scope", "col"}}, "You find");
      });
    });
    page.element("tbody", [&] {
      for (const AskingExample& example : kAskingExamples) {
        page.element("tr", [&] {
          page.element("td", [&] {
            page.element("a", {{"href", page.href(Address("/search").with("q", example.typed))}},
                         [&] { page.element("code", example.typed); });
          });
          page.element("td", example.finds);
        });
      }
    });
  });
}

void write_help_rows(Page& page, Literal element, std::span<const HelpRow> rows) {
  page.element("dl", {{"class", "ways"}}, [&] {
    for (const HelpRow& row : rows) {
      page.element("dt", [&] { page.element(element, row.what); });
      page.element("dd", row.words);
    }
  });
}

void write_api(Page& page) {
  page.element("p", [&] {
    page.text("Programs read the same as people, without a key: ");
    page.link(Address("/api/v1/openapi.json"), "the whole description");
    page.text(
        " is made from the addresses themselves. Errors are application/problem+json, lists "
        "go on by cursor, and each cable is also there as .txt, .json, .bib, .ris and "
        ".csl.json behind its number.");
  });
  write_help_rows(page, "code", kApi);
  page.element("p",
               "A search is also a file (search.csv, search.json) and a feed of new cables "
               "(search.atom), with the same parameters.");
}

}  // namespace

std::span<const AskingExample> asking_examples() { return kAskingExamples; }

HttpResponse help_page(const Visit& visit) {
  Page page(visit, {.title = "Help"});
  page.element("h1", "Help");
  page.element("div", {{"class", "prose"}}, [&] {
    page.element("h2", "How to ask");
    page.element(
        "p",
        "Type words. A cable must have all of them; capitals do not matter. Filters may "
        "stand anywhere among them, and what they do the links beside the results do too.");
    write_asking_examples(page);
    page.element("p",
                 "Dates are a year, a month or a day: 2009, 2009-06, 2009-06-05. A value with "
                 "blanks stands in quotes: station:\"rio de janeiro\".");
    page.element("h2", "How to read");
    page.element(
        "p",
        "“To read” leaves out what the telegraph put between the lines: page markers and "
        "the head that each section repeats. “As sent” leaves nothing out. Every paragraph "
        "and line has an address of its own, #p4 and #l120, in both. Numbers of other "
        "cables are links where they are held; dotted ones are not.");
    page.element("h2", "Keys");
    page.element("p", "Everything here works without a mouse and without scripts.");
    write_help_rows(page, "kbd", kKeys);
    page.element("h2", "For programs");
    write_api(page);
  });
  return std::move(page).response();
}

}  // namespace cabled::serve
