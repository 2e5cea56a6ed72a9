#include "daemon/serve/pages/page.h"

#include <array>

#include "daemon/serve/html/style_sheet.h"
#include "daemon/serve/site/caching.h"

namespace cabled::serve {
namespace {

// Nothing but our own style sheet, pictures and forms: text that slipped through as mark-up could
// run nothing and load nothing.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

struct NavigationItem {
  std::string_view path;  // pages whose address begins so stand under it
  std::string_view name;
};
constexpr auto kNavigation = std::to_array<NavigationItem>({
    {"/search", "Search"},
    {"/browse/stations", "Stations"},
    {"/browse/tags", "TAGS"},
    {"/browse/dates", "Dates"},
    {"/sources", "Sources"},
    {"/status", "Status"},
    {"/help", "Help"},
});

bool is_web_address(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

void write_contact(Html& out, const std::string& contact) {
  if (contact.empty()) return;
  out.text("Kept by ");
  if (is_web_address(contact)) {
    out.element("a", {{"href", contact}}, contact);
  } else if (contact.find('@') != std::string::npos) {
    const std::size_t scheme = contact.starts_with("mailto:") ? 7 : 0;
    out.element("a", {{"href", "mailto:" + contact.substr(scheme)}}, contact.substr(scheme));
  } else {
    out.text(contact);
  }
  out.text(". ");
}

}  // namespace

Page::Page(const Visit& visit, PageHead head) : visit_(visit), head_(std::move(head)) {}

std::string Page::href(const Address& to) const {
  return to.text(visit_.site.config.serve.base_path);
}

void Page::outside_link(const std::string& url) {
  if (is_web_address(url)) {
    // Whoever runs the other site need not learn what is read here.
    element("a", {{"href", url}, {"rel", "noreferrer"}}, url);
  } else {
    text(url);
  }
}

void Page::search_box(const char* look, const char* id, const std::string& query) {
  open("form", {{"class", look}, {"action", href(Address("/search"))}, {"method", "get"}});
  element("label", {{"class", "hidden"}, {"for", id}}, "Search the cables");
  lone("input", {{"type", "search"},
                 {"name", "q"},
                 {"id", id},
                 {"value", query},
                 {"placeholder", "Words or a number"}});
  element("button", {{"type", "submit"}}, "Search");
  close("form");
}

void Page::write_head(Html& out) const {
  const std::string& site_title = visit_.site.config.serve.title;
  out.lone("meta", {{"charset", "utf-8"}});
  out.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  out.element("title", head_.title.empty() ? site_title : head_.title + " · " + site_title);
  out.lone("link",
           {{"rel", "stylesheet"}, {"href", href(Address("/static").below(style_sheet_name()))}});
  out.lone("link", {{"rel", "search"},
                    {"type", "application/opensearchdescription+xml"},
                    {"title", site_title},
                    {"href", href(Address("/opensearch.xml"))}});
  for (const HeadLink& link : head_.links) {
    if (link.type.empty()) {
      out.lone("link", {{"rel", link.rel}, {"href", href(link.to)}});
    } else {
      out.lone(
          "link",
          {{"rel", link.rel}, {"type", link.type}, {"title", link.title}, {"href", href(link.to)}});
    }
  }
}

void Page::write_banner(Page& out) const {
  out.element("header", {{"class", "site-head"}}, [&] {
    out.element("p", {{"class", "site-name"}},
                [&] { out.link(Address("/"), visit_.site.config.serve.title); });
    out.element("nav", {{"aria-label", "Main"}}, [&] {
      out.element("ul", [&] {
        for (const NavigationItem& item : kNavigation) {
          out.element("li", [&] {
            if (visit_.request.path.starts_with(item.path)) {
              out.element("a", {{"href", href(Address(item.path))}, {"aria-current", "true"}},
                          item.name);
            } else {
              out.link(Address(item.path), item.name);
            }
          });
        }
      });
    });
    if (head_.query) out.search_box("ask", "frame-q", *head_.query);
  });
}

void Page::write_foot(Html& out) const {
  out.element("footer", {{"class", "site-foot"}}, [&] {
    out.element("p", [&] {
      write_contact(out, visit_.site.config.serve.contact);
      out.text("Collected from public pages by cabled " CABLED_VERSION ".");
    });
    out.element("p",
                "Telegrams of the United States government carry no copyright there; each copy "
                "names the page it was read from.");
  });
}

HttpResponse Page::response(int status) && {
  Page whole(visit_, {});
  whole.open("!DOCTYPE html");
  whole.element("html", {{"lang", "en"}}, [&] {
    whole.element("head", [&] { write_head(whole); });
    whole.element("body", [&] {
      whole.element("a", {{"class", "skip"}, {"href", "#main"}}, "Skip to the text");
      write_banner(whole);
      whole.element("main", {{"id", "main"}}, [&] { whole.add(*this); });
      write_foot(whole);
    });
  });
  HttpResponse response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  set_last_modified(response, changed_at_);
  response.body = std::move(whole).markup();
  return response;
}

}  // namespace cabled::serve
