#include <gtest/gtest.h>

#include "tests/support/crawled_site.h"

namespace cabled::redirects_test {
namespace {

using test::answer;
using test::CrawledSite;
using test::telegram_page;

constexpr const char* kHtml = "\r\nContent-Type: text/html";

std::string page(const std::string& body, const std::string& head = "200 OK") {
  return answer(head + kHtml, body);
}

std::string moved(const std::string& target, const std::string& fields = "") {
  return answer("302 Found\r\nLocation: " + target + fields, "");
}

class Redirects : public testing::Test {
 protected:
  Redirects() {
    site_.configure("seeds = [\"" + site_.url("/") + "\"]\ninclude = [\"/c/**\"]");
    site_.says("/", {page("<a href=/c/1>1</a>")});
    site_.says("/c/there", {page(telegram_page(102))});
  }

  CrawledSite site_;
};

TEST_F(Redirects, AnyStatusOf2xxWithABodyIsAPage) {
  for (const char* status :
       {"203 Non-Authoritative", "226 IM Used", "299 Whatever", "201 Created"}) {
    site_.says("/c/1", {page(telegram_page(101), status)});
    site_.make_all_due();

    site_.crawl();

    EXPECT_EQ(site_.fate("/c/1").substr(0, 7), "stored ") << status;
  }
  EXPECT_EQ(site_.cables(), "07REYKJAVIK101");
}

TEST_F(Redirects, NoneOf204205And206IsAPage) {
  for (const char* status : {"205 Reset", "206 Partial"}) {
    site_.says("/c/1", {page(telegram_page(101), status)});
    site_.make_all_due();

    site_.crawl();

    EXPECT_EQ(site_.fate("/c/1"), std::string("failed http_") + std::string(status).substr(0, 3));
  }
}

TEST_F(Redirects, AListMayHaveAnyStatusOf2xxToo) {
  site_.configure("sitemaps = [\"" + site_.url("/map.xml") + "\"]\ninclude = [\"/c/**\"]");
  site_.says("/map.xml",
             {answer("203 Cached\r\nContent-Type: text/xml",
                     "<urlset><url><loc>" + site_.url("/c/there") + "</loc></url></urlset>")});

  site_.crawl();

  EXPECT_EQ(site_.cables(), "07REYKJAVIK102");
}

TEST_F(Redirects, ShortRefreshesLeadOn) {
  const std::string pages[] = {
      page("<html>moved</html>", "200 OK\r\nRefresh: 0;url=/c/there"),
      page("<html>moved</html>", "200 OK\r\nRefresh: 5; URL='/c/there'"),
      page("<html>moved</html>", "203 OK\r\nrefresh: 0, /c/there"),
      page("<meta http-equiv=refresh content='0; url=/c/there'>"),
      page("<META CONTENT=\"10;URL=there\" HTTP-EQUIV=\"Refresh\"><p>You will be taken there."),
      page("<base href='/c/'><meta http-equiv=refresh content='3 url = \"there\"'>")};
  for (const std::string& bytes : pages) {
    site_.says("/c/1", {bytes});
    site_.database().run("TRUNCATE url CASCADE; TRUNCATE cable CASCADE; TRUNCATE capture CASCADE");

    site_.crawl();

    EXPECT_EQ(site_.fate("/c/1"), "duplicate redirect") << bytes;
    EXPECT_EQ(site_.cables(), "07REYKJAVIK102") << bytes;
  }
}

TEST_F(Redirects, ARefreshOfAPageThatHoldsACableLeavesItThere) {
  site_.says("/c/1", {page(telegram_page(101), "200 OK\r\nRefresh: 3; url=/c/there")});

  site_.crawl();

  EXPECT_EQ(site_.fate("/c/1"), "stored ");
}

TEST_F(Redirects, LongRefreshesAndThoseToThePageItselfAreNone) {
  for (const char* field : {"60; url=/elsewhere", "0", "0; url=/c/1", "soon; url=/elsewhere"}) {
    site_.says("/c/1", {page("<p>News.</p>", std::string("200 OK\r\nRefresh: ") + field)});
    site_.make_all_due();

    site_.crawl();

    EXPECT_EQ(site_.fate("/c/1"), "refused not_a_cable") << field;
  }
}

TEST_F(Redirects, ASeedThatRefreshesIsReadWhereItLeads) {
  site_.says("/", {page("<html><head><meta http-equiv=refresh content='0; url=/home'></html>")});
  site_.says("/home", {page("<a href=/c/there>1</a>")});

  site_.crawl();

  EXPECT_EQ(site_.fate("/"), "duplicate redirect");
  EXPECT_EQ(site_.fate("/home"), "read ");
  EXPECT_EQ(site_.cables(), "07REYKJAVIK102");
}

class MovedSeeds : public Redirects {
 protected:
  MovedSeeds() {
    site_.configure("seeds = [\"" + site_.url("/", "north.example") +
                    "\"]\ninclude = [\"/c/**\"]\nexclude = [\"/c/closed*\"]");
    site_.says("/", {page("<a href=/c/there>1</a><a href=/c/closed>2</a><a href=/about>3</a>")});
  }
};

TEST_F(MovedSeeds, TakeTheirSourceAlongToAnotherHost) {
  for (const char* host : {"www.north.example", "south.example"}) {
    site_.database().run("TRUNCATE url CASCADE; TRUNCATE cable CASCADE; TRUNCATE capture CASCADE");
    site_.says("//north.example/", {moved(site_.url("/", host))});

    site_.crawl();

    EXPECT_EQ(site_.fate("/c/there", host), "stored ") << host;
    EXPECT_EQ(site_.fate("/c/closed", host), "") << "the patterns still hold";
    EXPECT_EQ(site_.fate("/about", host), "") << "the patterns still hold";
  }
}

TEST_F(MovedSeeds, LeadThroughSeveralHosts) {
  site_.says("//north.example/", {moved(site_.url("/", "www.north.example"))});
  site_.says("//www.north.example/", {moved(site_.url("/", "south.example"))});

  site_.crawl();

  EXPECT_EQ(site_.fate("/c/there", "south.example"), "stored ");
}

TEST_F(MovedSeeds, APageThatMovesTakesNobodyAlong) {
  site_.says("//north.example/", {page("<a href=/c/1>1</a>")});
  site_.says("//north.example/c/1", {moved(site_.url("/c/list", "south.example"))});
  site_.says("//south.example/c/list", {page("<p>No cable.</p><a href=/c/there>1</a>")});

  site_.crawl();

  EXPECT_EQ(site_.fate("/c/list", "south.example"), "refused not_a_cable");
  EXPECT_EQ(site_.fate("/c/there", "south.example"), "");
}

TEST_F(MovedSeeds, AnIndexPageThatMovesTakesNobodyAlongHoweverItMoves) {
  site_.configure("seeds = [\"" + site_.url("/", "north.example") +
                  "\"]\nindex = [\"/list*\"]\ninclude = [\"/c/**\"]");
  site_.says("//north.example/", {page("<a href=/list1>1</a>")});
  site_.says("//north.example/list1", {moved(site_.url("/list2", "north.example"))});
  site_.says("//north.example/list2", {moved(site_.url("/list3", "south.example"))});
  site_.says("//south.example/list3", {page("<a href=/c/there>1</a>")});

  site_.crawl();

  EXPECT_EQ(site_.fate("/list2", "north.example"), "duplicate redirect");
  EXPECT_EQ(site_.fate("/c/there", "south.example"), "");
}

class CookieWalls : public Redirects {
 protected:
  bool has_cookie(const std::string& path, std::size_t n, const std::string& cookie) const {
    return site_.request(path, n).find("Cookie: " + cookie + "\r\n") != std::string::npos;
  }
};

TEST_F(CookieWalls, GetTheirCookieBackAtTheSameUrl) {
  site_.says("/c/1", {moved("/c/1", "\r\nSet-Cookie: ok=1; Path=/"), page(telegram_page(101))});

  site_.crawl();

  EXPECT_TRUE(has_cookie("/c/1", 1, "ok=1"));
  EXPECT_EQ(site_.fate("/c/1"), "stored ");
}

TEST_F(CookieWalls, GetTheirCookieBackOnTheWayThroughAnotherUrl) {
  site_.says("/c/1", {moved("/wall", "\r\nSet-Cookie: a=1; Path=/"), page(telegram_page(101))});
  site_.says("/wall", {moved("/c/1", "\r\nSet-Cookie: b=2; Path=/c")});

  site_.crawl();

  EXPECT_TRUE(has_cookie("/wall", 0, "a=1"));
  EXPECT_TRUE(has_cookie("/c/1", 1, "a=1; b=2"));
  EXPECT_EQ(site_.fate("/c/1"), "stored ");
  EXPECT_EQ(site_.fate("/wall"), "duplicate redirect");
}

TEST_F(CookieWalls, MaySetTheirCookieWithARefresh) {
  site_.says("/c/1", {page("<p>One moment.</p>",
                           "200 OK\r\nSet-Cookie: ok=1; Path=/\r\nRefresh: 1; url=/c/there")});

  site_.crawl();

  EXPECT_TRUE(has_cookie("/c/there", 0, "ok=1"));
}

TEST_F(CookieWalls, CookiesAreForgottenWhenTheirChainHasEnded) {
  site_.says("/c/1", {moved("/c/1", "\r\nSet-Cookie: ok=1; Path=/"),
                      page("<p>No cable.</p><a href=/c/there>2</a>")});
  site_.crawl();
  site_.make_all_due();

  site_.crawl();

  EXPECT_EQ(site_.request("/c/1", 2).find("Cookie:"), std::string::npos);
  EXPECT_EQ(site_.request("/c/there", 0).find("Cookie:"), std::string::npos);
}

TEST_F(CookieWalls, NoOtherHostGetsACookie) {
  site_.says("/c/1", {moved(site_.url("/c/2", "south.example"),
                            "\r\nSet-Cookie: ok=1; Path=/; Domain=example")});
  site_.says("/c/2", {page(telegram_page(103))});

  site_.crawl();

  EXPECT_EQ(site_.requests("/c/2"), 1U);
  EXPECT_EQ(site_.request("/c/2", 0).find("Cookie:"), std::string::npos);
}

TEST_F(CookieWalls, AWallThatOnlyRepeatsItselfIsALoop) {
  site_.says("/c/1", {moved("/c/1", "\r\nSet-Cookie: ok=1; Path=/")});

  site_.crawl();

  EXPECT_EQ(site_.fate("/c/1"), "failed redirect_loop");
  EXPECT_EQ(site_.requests("/c/1"), 2U);
}

TEST_F(CookieWalls, AWallWithoutEndIsGivenUp) {
  std::vector<std::string> wall;
  for (int i = 0; i < 50; ++i) {
    wall.push_back(moved("/c/1", "\r\nSet-Cookie: ok=" + std::to_string(i) + "; Path=/"));
  }
  site_.says("/c/1", wall);

  site_.crawl();

  EXPECT_EQ(site_.fate("/c/1"), "failed too_many_redirects");
  EXPECT_LT(site_.requests("/c/1"), 20U);
}

}  // namespace
}  // namespace cabled::redirects_test
