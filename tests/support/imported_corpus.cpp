#include "tests/support/imported_corpus.h"

#include <fmt/format.h>

namespace cabled::test {

using db::PageWrite;

namespace {

constexpr const char* kCables = R"sql(
  SELECT id, fields, field_sources, encode(best_key, 'hex') AS best, assembled, doubtful, twin_of
    FROM cable ORDER BY id)sql";
constexpr const char* kRenditions = R"sql(
  SELECT cable_id, encode(content_key, 'hex') AS key, text, fields, completeness, first_url, bands,
         superseded_at
    FROM rendition ORDER BY cable_id, content_key)sql";
constexpr const char* kSightings = R"sql(
  SELECT r.cable_id, s.url, s.site, encode(c.payload_digest, 'hex') AS payload
    FROM sighting s JOIN rendition r ON r.id = s.rendition_id JOIN capture c ON c.id = s.capture_id
   ORDER BY r.cable_id, r.content_key, s.url COLLATE "C")sql";
constexpr const char* kLinks = R"sql(
  SELECT from_id, kind, to_id FROM cable_link ORDER BY from_id, kind, to_id)sql";
constexpr const char* kBands = R"sql(
  SELECT n.band, r.cable_id FROM near_band n, unnest(n.renditions) WITH ORDINALITY AS t(id, place)
    JOIN rendition r USING (id) ORDER BY n.band, t.place)sql";
constexpr const char* kCaptures = R"sql(
  SELECT url, encode(payload_digest, 'hex') AS payload, outcome, fetched FROM capture
   ORDER BY url COLLATE "C", payload_digest)sql";
constexpr const char* kOthers = R"sql(
  SELECT 'rejection', c.url, j.reason FROM rejection j JOIN capture c ON c.id = j.capture_id
  UNION ALL
  SELECT 'resighting', g.url, r.cable_id FROM resighting g JOIN rendition r ON r.id = g.rendition_id
  ORDER BY 1, 2, 3)sql";

}  // namespace

std::string corpus_of(const TestDatabase& database) {
  std::string all;
  for (const char* query : {kCables, kRenditions, kSightings, kLinks, kBands, kCaptures, kOthers}) {
    all += database.table(query) + "\n--\n";
  }
  return all;
}

PageWrite page_of(const std::string& url, const std::string& id, const std::string& text,
                  int completeness, std::vector<std::int64_t> bands) {
  PageWrite page = cable_page(url, id, text, completeness);
  page.rendition->bands = std::move(bands);
  return page;
}

PageWrite fetched(PageWrite page) {
  page.capture->imported = false;
  return page;
}

namespace {

/// With a reference, as the page's own fields name it too.
PageWrite referring(PageWrite page, const std::string& to) {
  page.rendition->links.push_back({"reference", to});
  page.rendition->fields = R"({"id": ")" + page.rendition->cable_id +
                           R"(", "references": [{"id": ")" + to + R"("}, {"id": null}]})";
  return page;
}

/// Cables, pages and bands of one case, which no other has.
class Names {
 public:
  explicit Names(std::int64_t number) : number_(number) {}

  std::string id(int serial) const { return fmt::format("09POST{}X{}", number_, serial); }
  std::string url(const std::string& host, int page) const {
    return fmt::format("http://{}.example/{}/{}", host, number_, page);
  }
  PageWrite page(const std::string& host, int serial, const std::string& text,
                 int completeness = 10, const std::vector<std::int64_t>& bands = {}) const {
    std::vector<std::int64_t> own;
    for (const std::int64_t band : bands) own.push_back(number_ * 100 + band);
    return page_of(url(host, serial), id(serial), text, completeness, own);
  }

 private:
  std::int64_t number_;
};

UndoCase best_text_is_chosen_anew(const Names& of) {
  return {{of.page("a", 1, "LONG\n", 99)}, {of.page("b", 1, "SHORT\n", 5)}};
}

UndoCase reference_that_it_alone_named_goes(const Names& of) {
  return {{referring(of.page("a", 1, "ONE\n"), of.id(9))}, {of.page("b", 1, "OTHER\n")}};
}

UndoCase reference_that_another_text_names_stays(const Names& of) {
  return {{referring(of.page("a", 1, "ONE\n"), of.id(9))},
          {referring(of.page("b", 1, "OTHER\n"), of.id(9))}};
}

UndoCase near_copies_are_left_alone(const Names& of) {
  return {{of.page("a", 1, "ONE\n", 10, {5})},
          {of.page("b", 2, "TWO\n", 10, {5}), of.page("b", 3, "THREE\n", 10, {5})}};
}

PageWrite malformed(const Names& of) {
  PageWrite page = of.page("b", 2, "ALIKE\n", 10, {1, 2});
  page.rendition->doubtful_id = true;
  return page;
}

UndoCase twin_is_published_under_its_own_id_again(const Names& of) {
  return {{of.page("a", 1, "GOOD\n", 10, {1, 2})}, {malformed(of)}};
}

UndoCase twin_goes_from_under_a_good_id(const Names& of) {
  return {{malformed(of)}, {of.page("a", 1, "GOOD\n", 10, {1, 2})}};
}

UndoCase rejection_goes(const Names& of) {
  return {{rejected_page(of.url("a", 1), "captcha")}, {of.page("b", 2, "TWO\n")}};
}

UndoCase page_of_both_stays(const Names& of) {
  const std::vector<PageWrite> both{of.page("a", 1, "ONE\n"),
                                    rejected_page(of.url("a", 2), "captcha")};
  return {both, both};
}

UndoCase page_of_two_cables_goes(const Names& of) {
  return {{page_with_all({of.page("a", 1, "ONE\n"), of.page("a", 2, "TWO\n")})},
          {of.page("b", 2, "TWO\n"), of.page("b", 3, "THREE\n")}};
}

UndoCase fetched_page_stays(const Names& of) {
  return {{of.page("a", 1, "ONE\n")}, {fetched(of.page("a", 1, "ONE\n"))}};
}

}  // namespace

UndoCase all_undo_cases() {
  UndoCase all;
  std::int64_t number = 0;
  for (const auto& make :
       {best_text_is_chosen_anew, reference_that_it_alone_named_goes,
        reference_that_another_text_names_stays, near_copies_are_left_alone,
        twin_is_published_under_its_own_id_again, twin_goes_from_under_a_good_id, rejection_goes,
        page_of_both_stays, page_of_two_cables_goes, fetched_page_stays}) {
    const UndoCase one = make(Names(++number));
    all.undone.insert(all.undone.end(), one.undone.begin(), one.undone.end());
    all.kept.insert(all.kept.end(), one.kept.begin(), one.kept.end());
  }
  return all;
}

}  // namespace cabled::test
