#include "daemon/serve/html/html.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::serve::html_test {
namespace {

std::string written(std::string_view outside) {
  Html html;
  html.text(outside);
  return html.markup();
}

TEST(Html, TextCannotBecomeMarkup) {
  EXPECT_EQ(written("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(written("a & b"), "a &amp; b");
}

TEST(Html, AValueCannotLeaveItsAttribute) {
  Html html;
  html.open("a", {{"href", "/x\" onclick='y' <z>"}});

  EXPECT_EQ(html.markup(), "<a href=\"/x&quot; onclick=&#39;y&#39; &lt;z&gt;\">");
}

TEST(Html, WhatNoPageMayHoldIsReplaced) {
  EXPECT_EQ(written(std::string_view("a\0b\x01\x7F", 5)), "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(written("\xFF\xC3"), "\uFFFD\uFFFD");
  EXPECT_EQ(written("a\tb\nc"), "a\tb\nc");
}

TEST(Html, OtherWritingStaysAsItIs) {
  EXPECT_EQ(written("Zürich \u202E שלום"), "Zürich \u202E שלום");
}

}  // namespace
}  // namespace cabled::serve::html_test
