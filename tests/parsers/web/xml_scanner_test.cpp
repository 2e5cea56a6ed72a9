#include "parsers/web/xml_scanner.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace cabled::xml_scanner_test {
namespace {

// What the scanner tells, one word an event.
std::string told(std::string_view xml) {
  using Event = XmlScanner::Event;
  XmlScanner scanner(xml);
  std::string out;
  for (Event event = scanner.next(); event != Event::kDone; event = scanner.next()) {
    if (!out.empty()) out += ' ';
    if (event == Event::kText) {
      out += "'" + scanner.text() + "'";
      continue;
    }
    out += event == Event::kEnd ? "/" : "";
    out += std::string(scanner.prefix()) + "|" + std::string(scanner.local_name());
    if (scanner.is_empty()) out += "!";
  }
  return out;
}

TEST(XmlScanner, TellsTagsAndTextInOrder) {
  EXPECT_EQ(told("<a><s:b x='1'>t</s:b ><c /></a>"), "|a s|b 't' /s|b |c! /|a");
}

TEST(XmlScanner, PassesOverCommentsInstructionsAndDocumentTypes) {
  EXPECT_EQ(
      told("<?xml version='1.0'?><!-- <b> --><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///x\">]><a/>"),
      "|a!");
  EXPECT_EQ(told("<!DOCTYPE a>x"), "'x'");
}

TEST(XmlScanner, UndoesKnownEntitiesAndNoOthers) {
  EXPECT_EQ(told("&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&e;&;&&#xZ;&#1114112;"),
            "'<&>\"'AB&e;&;&&#xZ;\xEF\xBF\xBD'");
}

TEST(XmlScanner, TakesCdataAsItStands) {
  EXPECT_EQ(told("<![CDATA[<b>&amp;]]]>x"), "'<b>&amp;]' 'x'");
}

TEST(XmlScanner, GoesOnAfterBrokenMarkup) {
  EXPECT_EQ(told("1 < 2<a <b>x</a"), "'1 ' '<' ' 2' |a |b 'x' /|a");
  EXPECT_EQ(told("<!-- open"), "");
  EXPECT_EQ(told("<![CDATA[open"), "'open'");
  EXPECT_EQ(told("<a x='>"), "|a");
}

TEST(XmlScanner, FindsAttributesInAnyQuotes) {
  XmlScanner scanner("<a one='1>' two = \"&amp;2\" three=3 four>");
  scanner.next();

  EXPECT_EQ(scanner.attribute("one"), "1>");
  EXPECT_EQ(scanner.attribute("two"), "&2");
  EXPECT_EQ(scanner.attribute("three"), "3");
  EXPECT_EQ(scanner.attribute("four"), std::nullopt);
  EXPECT_EQ(scanner.attribute("five"), std::nullopt);
}

TEST(XmlScanner, SurvivesAnyBytes) {
  std::mt19937 random(8);
  const std::string_view alphabet("<>/!?-[]CDATA&;#x='\" ab:\0\xFF", 27);
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  for (int round = 0; round < 20000; ++round) {
    std::string xml;
    for (int i = 0; i < round % 60; ++i) xml += alphabet[pick(random)];
    XmlScanner scanner(xml);
    std::size_t events = 0;
    for (; scanner.next() != XmlScanner::Event::kDone; ++events) scanner.attribute("a");
    ASSERT_LE(events, xml.size());
  }
}

}  // namespace
}  // namespace cabled::xml_scanner_test
