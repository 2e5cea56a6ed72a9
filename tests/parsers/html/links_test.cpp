#include "parsers/html/links.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
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
