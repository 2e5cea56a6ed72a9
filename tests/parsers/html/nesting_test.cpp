#include "parsers/html/nesting.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace cabled::nesting_test {
namespace {

constexpr std::size_t kAnySteps = 1'000'000'000;

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

bool is_deep(std::string_view piece) {
  return nests_beyond(repeated(piece, 400), {300, kAnySteps});
}

TEST(Nesting, CountsWhatNothingButItsEndTagOrAnotherElementCloses) {
  for (const char* piece : {"<div>", "<span>", "<rt>", "<rp>", "<x-y>", "<DIV class='a>b'>",
                            "<li><h1>", "<dd><h1>", "<li><dd>", "<ul><li>"}) {
    EXPECT_TRUE(is_deep(piece)) << piece;
  }
}

TEST(Nesting, DoesNotCountWhatTheNextOfItsKindCloses) {
  for (const char* piece :
       {"<li>", "<dt><dd>", "<h1>", "<h1><h2>", "<p>", "<tr><td>", "<a href=x>", "<option>", "<br>",
        "<li><b>x</b>", "<li><ul><li>x</ul>", "<h1>x</h2>", "<ruby>a<rt>b</ruby>", "<b>x</b>"}) {
    EXPECT_FALSE(is_deep(piece)) << piece;
  }
}

TEST(Nesting, CountsNoTagsInCommentsAndRawText) {
  for (const char* piece : {"<!-- <div> -->", "<script>'<div>'</script>", "<style><div></style>",
                            "<noscript><div></noscript>", "<textarea><div></textarea>"}) {
    EXPECT_FALSE(is_deep(piece)) << piece;
  }
}

// Most pages are known by these, without a walk from tag to tag.
TEST(Nesting, IsNoneWhereTagsAreManyAndFewOfThemOpenAnything) {
  const std::string rows = repeated("<TR><td><p>a<br>b<a href=x>c</a></td>", 400);

  EXPECT_FALSE(nests_beyond(repeated("<div>", 300) + rows, {300, kAnySteps}));
  EXPECT_TRUE(nests_beyond(repeated("<div>", 301) + rows, {300, kAnySteps}));
  EXPECT_TRUE(nests_beyond(rows + repeated("<b>", 301), {300, kAnySteps}));
}

// Gumbo looks through its stack at each of them, and takes no memory at which it could be stopped.
TEST(Nesting, CountsTheStepsUpTheStackThatTagsTake) {
  const std::string page = repeated("<span>", 200) + repeated("</h1>", 1000);

  EXPECT_TRUE(nests_beyond(page, {300, 200 * 1000}));
  EXPECT_FALSE(nests_beyond(page, {300, 300 * 1000}));
}

}  // namespace
}  // namespace cabled::nesting_test
