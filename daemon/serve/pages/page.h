#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/serve/html/address.h"
#include "daemon/serve/html/html.h"
#include "daemon/serve/site/route.h"

namespace cabled::serve {

/// Another address that stands in the head of a page: rel is "prev", "next", "alternate", …
struct HeadLink {
  std::string rel;
  Address to;
  std::string type{};   ///< of what is there, where it is no page
  std::string title{};  ///< for people
};

struct PageHead {
  std::string title;  ///< of the window; the site's name follows it
  /// What the search box of the frame holds; nothing where the page has a box of its own.
  std::optional<std::string> query = "";
  std::vector<HeadLink> links{};
};

/// A page: its frame is made by response(), what is written into it meanwhile stands in <main>.
///
///   Page page(visit, {.title = "Stations"});
///   page.element("h1", "Stations");
///   page.link(Address("/browse/stations").below("TOKYO"), "Tokyo");
///   return std::move(page).response();
class Page : public Html {
 public:
  Page(const Visit& visit, PageHead head);

  /// An empty piece, to be added to this page or left out of it.
  Page part() const { return {visit_, {}}; }

  /// An address as the attributes href and action have it.
  std::string href(const Address& to) const;
  /// A link with text, or with what `content` writes into this page.
  template <typename Content>
  void link(const Address& to, Content&& content) {
    element("a", {{"href", href(to)}}, std::forward<Content>(content));
  }
  /// An address elsewhere; it is a link only where it is one of the web, else text.
  void outside_link(const std::string& url);
  /// The form that searches; `id` is that of its field, `query` what the field holds.
  void search_box(const char* look, const char* id, const std::string& query);

  /// When that which the page shows last changed (RFC 3339), for Last-Modified.
  void set_changed_at(std::string_view time) { changed_at_ = time; }

  /// The whole page, with the headers of a page.
  HttpResponse response(int status = 200) &&;

 private:
  void write_head(Html& out) const;
  void write_banner(Page& out) const;
  void write_foot(Html& out) const;

  const Visit& visit_;
  PageHead head_;
  std::string changed_at_;
};

}  // namespace cabled::serve
