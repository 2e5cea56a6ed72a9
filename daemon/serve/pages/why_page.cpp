#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "daemon/answers/url_explanation.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/health_parts.h"
#include "daemon/serve/pages/pages.h"
#include "parsers/model/url.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

Result<Json> explain(const Visit& visit, const Url& url) {
  return visit.site.database.lend([&](db::Connection& connection) -> Result<Json> {
    const auto rules = known_sources(visit.site.config, connection);
    if (!rules) return fail(ErrorKind::kTransient, "{}", rules.error().message);
    auto explanation = explain_url(connection, **rules, visit.site.config.user_agent, url, nullptr);
    if (!explanation) return fail(ErrorKind::kTransient, "{}", explanation.error().message);
    return std::move(*explanation);
  });
}

std::string text_in(const Json& facts, const char* key) {
  const auto found = facts.find(key);
  if (found == facts.end() || found->is_null()) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

void write_url_fact(Page& page, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  page.element("dt", name);
  page.element("dd", value);
}

void write_why_form(Page& page, const std::string& url) {
  page.open("form",
            {{"class", "fields"}, {"method", "get"}, {"action", page.href(Address("/why"))}});
  page.element("label", [&] {
    page.text("Address of a page");
    page.lone("input", {{"type", "text"}, {"name", "url"}, {"value", url}, {"size", "48"}});
  });
  page.element("button", {{"type", "submit"}}, "Explain");
  page.close("form");
}

std::string outcome_words(const Json& facts) {
  if (!facts.value("in_frontier", false)) return "not known by its address";
  const std::string verdict = text_in(facts, "verdict");
  std::string words = verdict;
  if (const std::string reason = text_in(facts, "reason"); !reason.empty()) {
    words += ": " + reason_words(verdict, reason);
  }
  if (const std::string detail = text_in(facts, "detail"); !detail.empty()) words += "; " + detail;
  return words;
}

std::string robots_words(const Json& facts) {
  const auto robots = facts.find("robots");
  if (robots == facts.end() || !robots->is_object()) return "";
  const auto allowed = robots->find("allowed");
  std::string words = allowed == robots->end() || allowed->is_null() ? "not asked yet"
                      : allowed->get<bool>()                         ? "allows it"
                                                                     : "forbids it";
  if (const std::string line = text_in(*robots, "line"); !line.empty()) words += ", by: " + line;
  if (const std::string trouble = text_in(*robots, "trouble"); !trouble.empty()) {
    words += "; it could not be read: " + trouble;
  }
  return words;
}

void write_cables(Page& page, const Json& facts) {
  const auto cables = facts.find("cables");
  if (cables == facts.end() || !cables->is_array() || cables->empty()) return;
  page.element("dt", "Cables seen there");
  page.element("dd", [&] {
    page.element("ul", [&] {
      for (const Json& id : *cables) {
        const auto text = id.get<std::string>();
        page.element("li", [&] { page.link(Address("/cable").below(text), text); });
      }
    });
  });
}

void write_source_of_url(Page& page, const Json& facts) {
  const std::string source = text_in(facts, "source");
  page.element("dt", "Source");
  page.element("dd", [&] {
    if (source.empty()) {
      page.text("none");
    } else {
      page.link(source_address(source), source);
    }
  });
}

void write_explanation(Page& page, const Json& facts) {
  page.element("p", {{"class", "notice"}},
               [&] { page.text("Next visit: " + text_in(facts, "next") + "."); });
  page.element("dl", {{"class", "facts"}}, [&] {
    page.element("dt", "Address");
    page.element("dd", [&] { page.outside_link(text_in(facts, "url")); });
    write_source_of_url(page, facts);
    write_url_fact(page, "Rule", text_in(facts, "rule"));
    write_url_fact(page, "Wanted as", text_in(facts, "wanted_as"));
    write_url_fact(page, "Network address", text_in(facts, "address"));
    write_url_fact(page, "What became of it", outcome_words(facts));
    write_cables(page, facts);
    write_url_fact(page, "Leads to", text_in(facts, "redirect_to"));
    for (const auto& [key, name] : std::to_array<std::pair<const char*, const char*>>(
             {{"discovered_at", "Found"}, {"fetched_at", "Fetched"}, {"due_at", "Due"}})) {
      write_url_fact(page, name, long_time(text_in(facts, key)));
    }
    write_url_fact(page, "Tries", text_in(facts, "attempts"));
    write_url_fact(page, "robots.txt", robots_words(facts));
    if (const auto host = facts.find("host"); host != facts.end() && host->is_object()) {
      write_url_fact(page, "Host", text_in(*host, "origin"));
      write_url_fact(page, "It may be asked again", long_time(text_in(*host, "next_allowed_at")));
      write_url_fact(page, "Its last error", text_in(*host, "last_error"));
    }
    write_url_fact(page, "Source paused since", long_time(text_in(facts, "source_paused_at")));
  });
}

HttpResponse asked_page(const Visit& visit, const std::string& text, std::string_view complaint) {
  Page page(visit, {.title = "Why a page is fetched or not"});
  page.element("h1", "Why a page is fetched or not");
  if (!complaint.empty()) {
    page.element("p", {{"class", "notice"}, {"role", "alert"}}, complaint);
  }
  write_why_form(page, text);
  page.element("p", {{"class", "prose"}},
               "Which source wants a page and by which rule, what its robots.txt says, what became "
               "of it when it was fetched, and when it is visited next.");
  return std::move(page).response(complaint.empty() ? 200 : 400);
}

}  // namespace

HttpResponse why_page(const Visit& visit) {
  const auto asked = visit.request.parameter("url");
  if (!asked) return asked_page(visit, "", "");
  const Result<Url> url = Url::parse(*asked);
  if (!url) return asked_page(visit, *asked, "It is never fetched: " + url.error().message + '.');
  const Result<Json> facts = explain(visit, *url);
  if (!facts) return unanswered_page(visit, facts.error());
  Page page(visit, {.title = "Why " + url->text()});
  page.element("h1", "Why a page is fetched or not");
  write_why_form(page, *asked);
  write_explanation(page, *facts);
  return std::move(page).response();
}

}  // namespace cabled::serve
