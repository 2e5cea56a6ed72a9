#include "parsers/html/links.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace cabled::links_test {
namespace {

std::vector<std::string> urls(std::string_view html) { return find_links(html).urls; }

using Urls = std::vector<std::string>;

TEST(Links, StandInDocumentOrder) {
  EXPECT_EQ(
      urls("<p><a class=x href=\"/cable/09X1\">Cable <b>09</b></a> or <A HREF='/next'>next</A>"
           "<a href=one>first<a href=two>second</a> tail"),
      Urls({"/cable/09X1", "/next", "one", "two"}));
}

TEST(Links, AreReadFromFramesAreasAndLinkElements) {
  EXPECT_EQ(
      urls("<link rel='Next Page' href=n><link rel=stylesheet href=css><link rel=amphtml href=a>"
           "<link rel=canonical href=c><link rel=alternate href=f><iframe src=i></iframe>"
           "<frame src=g><area href=m alt=map>"),
      Urls({"n", "a", "c", "f", "i", "g", "m"}));
}

TEST(Links, FollowARefresh) {
  EXPECT_EQ(urls("<meta http-equiv=Refresh content=\"0; URL='page.html?a=1&amp;b=2'\">"),
            Urls({"page.html?a=1&b=2"}));
  EXPECT_EQ(urls("<meta http-equiv=refresh content=5><meta name=refresh content='0;url=x'>"),
            Urls());
}

TEST(Links, KeepUrlsAsWrittenButForEntitiesAndWhiteSpace) {
  EXPECT_EQ(urls("<a href=\" ../a%20b?x=1&amp;y=&#50;&copy=3&lang;\n \">x</a>"),
            Urls({"../a%20b?x=1&y=2&copy=3\u27E8"}));
}

// What a page in `charset` links to by `href`, written in UTF-8 here.
std::string link_in(std::string_view charset, const std::string& href) {
  return find_links("<a href=\"" + href + "\">x</a>", charset).urls.at(0);
}

TEST(Links, HaveTheirQueriesInThePagesCharsetAsBrowsersHave) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"windows-1251", "/q?x=Мир", "/q?x=%CC%E8%F0"},
      {"koi8-r", "/q?x=Мир&y=1", "/q?x=%ED%C9%D2&y=1"},
      {"windows-1252", "q?name=Zürich€", "q?name=Z%FCrich%80"},
      {"iso-8859-2", "?x=Łódź#Łódź", "?x=%A3%F3d%BC#Łódź"},
      {"iso-8859-15", "?x=€", "?x=%A4"},
      {"shift_jis", "?x=ア", "?x=%83A"},
      {"euc-jp", "?x=東京", "?x=%C5%EC%B5%FE"},
      {"iso-2022-jp", "?x=東", "?x=%1B$BEl%1B(B"},
      {"gbk", "?x=中", "?x=%D6%D0"},
      {"big5", "?x=中", "?x=%A4%A4"},
      {"euc-kr", "?x=한", "?x=%C7%D1"},
      {"windows-1253", "?a=%41&x=&#945;", "?a=%41&x=%E1"}};
  for (const auto& [charset, href, expected] : cases) {
    EXPECT_EQ(link_in(charset, href), expected) << charset;
  }
}

TEST(Links, WriteWhatTheCharsetLacksAsANumberInTheQuery) {
  EXPECT_EQ(link_in("windows-1251", "?x=é"), "?x=%26%23233%3B");
  EXPECT_EQ(link_in("windows-1252", "?x=Мa"), "?x=%26%231052%3Ba");
  EXPECT_EQ(link_in("iso-8859-5", "?x=И\u2603&y"), "?x=%B8%26%239731%3B&y");
  EXPECT_EQ(link_in("gbk", "?x=\U0001F4DC"), "?x=%26%23128220%3B");
  EXPECT_EQ(link_in("koi8-r", "?x=\u2603б"), "?x=%26%239731%3B%C2");
}

TEST(Links, LeavePathsAndTheQueriesOfUnicodePagesToTheUrl) {
  EXPECT_EQ(link_in("windows-1251", "/Мир"), "/Мир");
  EXPECT_EQ(link_in("windows-1251", "/Мир#?Мир"), "/Мир#?Мир");
  for (const char* charset : {"utf-8", "utf-16le", "utf-16be", "no-such-charset"}) {
    EXPECT_EQ(link_in(charset, "?x=Мир"), "?x=Мир") << charset;
  }
}

TEST(Frames, AreToldApartFromOtherLinks) {
  const PageLinks page = find_links(
      "<frameset cols='20%,*'><frame src=menu.html><frame src='main.html?a&amp;b'><frame>"
      "</frameset><noframes><a href=plain.html>x</a></noframes>");

  EXPECT_EQ(page.frames, Urls({"menu.html", "main.html?a&b"}));
  EXPECT_EQ(page.iframes, Urls());
  EXPECT_EQ(page.urls, Urls({"menu.html", "main.html?a&b", "plain.html"}));
}

TEST(Frames, MayBeAllThatAPageShows) {
  for (const char* html :
       {"<title>Cables</title><body> <iframe src=list.html></iframe>\n</body>",
        "<iframe src=list.html>Your browser shows no frames.</iframe>",
        "<script>var x = 1;</script><iframe src=list.html>no <b>frames</b></iframe><!-- end -->"}) {
    EXPECT_EQ(find_links(html).iframes, Urls({"list.html"})) << html;
    EXPECT_FALSE(find_links(html).has_text) << html;
  }
  EXPECT_TRUE(find_links("<p>Cables: <iframe src=list.html></iframe>").has_text);
  EXPECT_TRUE(find_links("<iframe src=list.html></iframe> and <i>more").has_text);
}

TEST(Links, ReadQuotedUnquotedAndOddAttributes) {
  EXPECT_EQ(
      urls("<a title='a>b' href=one/>1</a><a\nhref\n=\n'two'x=y>2</a><a href=three href=no>3</a>"
           "<a data-href=no>4</a><a/href=five>"),
      Urls({"one/", "two", "three", "five"}));
}

TEST(Links, AreNotReadFromCommentsScriptsAndRawText) {
  EXPECT_EQ(urls("<!-- <a href=a>x</a> --><script>'<a href=b>'</script><style><a href=c></style>"
                 "<textarea><a href=d></textarea><title><a href=e></title><a href=ok>"),
            Urls({"ok"}));
}

TEST(Links, AreReadFromNoscript) {
  EXPECT_EQ(urls("<noscript><a href=page2>2</a></noscript>"), Urls({"page2"}));
}

TEST(Links, LeaveOutEmptyOnesAndAnchors) {
  EXPECT_EQ(urls("<a href=''>x</a><a name=top>y</a><a href>z</a><iframe></iframe>"), Urls());
}

TEST(Links, DropATagThatThePageCuts) {
  EXPECT_EQ(urls("<a href=one>x</a><a href=tw"), Urls({"one"}));
}

TEST(BaseHref, IsTheFirst) {
  EXPECT_EQ(
      find_links("<base target=_top><base href='http://a.example/x/'><base href=no>").base_href,
      "http://a.example/x/");
  EXPECT_EQ(find_links("<p>").base_href, "");
}

}  // namespace
}  // namespace cabled::links_test
