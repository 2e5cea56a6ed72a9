// Tables, JSON and mail as an import walks through them.

#include <gtest/gtest.h>

#include <string>

#include "daemon/import/dump_hints.h"
#include "tests/daemon/unit/import/walked_items.h"

namespace cabled::text_archives_test {
namespace {

std::string telegram(int n, const std::string& post) {
  return fmt::format(
      "R 01120{}Z MAR 09\nFM AMEMBASSY {}\nTO RUEHC/SECSTATE WASHDC 0001\nBT\nUNCLAS {} 00000{}\n\n"
      "SUBJECT: BANANAS\n\n1. Bananas.\n\nHODGES\n",
      n, post, post, n);
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\\n" : std::string(1, c);
  return out;
}

std::string wide(const std::string& text) {
  std::string out = "\xff\xfe";
  for (const char c : text) out.append(1, c).append(1, '\0');
  return out;
}

DumpHints mapped(const std::string& map) {
  DumpHints hints;
  hints.json_key = read_map_option(map).value();
  return hints;
}

TEST(TextArchives, NameTheLineOfARowThatDoesNotFit) {
  const std::string table = "id;body;reference\n1;\"a\nb\";09QUITO1\n2;x\n3;c;09QUITO3\n";

  EXPECT_EQ(urls_of(table),
            "file://x#1 damaged(line 4: row has 2 columns instead of 3) file://x#3 ");
  EXPECT_EQ(urls_of(wide(table)), urls_of(table));
}

TEST(TextArchives, TakeAddressAndFactsOfARow) {
  const auto items = walked_items(
      "reference,origin,classification,url,body\n"
      "09QUITO1,Embassy Quito,SECRET,http://a.example/1,\"<html><p>x</html>\"\n"
      "09QUITO2,Embassy Bras\xedlia,,,plain S\xe3o\n");

  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].url, "http://a.example/1");
  EXPECT_EQ(items[0].content_type, "text/html; charset=utf-8");
  EXPECT_EQ(items[0].columns.reference + items[0].columns.origin + items[0].columns.classification,
            "09QUITO1Embassy QuitoSECRET");
  EXPECT_EQ(items[1].url, "file://x#09QUITO2");
  EXPECT_EQ(items[1].content_type, "text/plain; charset=windows-1252");
}

TEST(TextArchives, MakeNoPageOfTwoTelegrams) {
  const std::string two = telegram(1, "QUITO") + telegram(2, "LIMA");
  static const std::string kRefused =
      "damaged(text of 2 telegrams in one, in no form of dump that is known) ";

  EXPECT_EQ(urls_of("reference,body\n09QUITO1,\"" + two + "\"\n"), kRefused);
  EXPECT_EQ(urls_of("{\"text\": \"" + escaped(two) + "\"}\n"), kRefused);
  EXPECT_EQ(urls_of("MIME-Version: 1.0\nSubject: x\n\n" + two), kRefused);
}

TEST(TextArchives, TellTheKeysOfJson) {
  for (
      const std::string object :
      {R"({"_id": "09QUITO1", "origin": "E", "header": "h", "body": "b"})",
       R"({"_id": {"$oid": "4c"}, "cable_id": "09QUITO1", "text": "b"})",
       R"({"refid": "09QUITO1", "date": {"$date": "2009-03-01T12:00:00Z"}, "content": ["b", "c"]})",
       R"({"Reference ID": "09QUITO1", "Full Text": "b"})",
       R"({"hits": {"hits": [{"_source": {"id": "09QUITO1", "body": "b"}}]}})",
       R"({"cables": [{"id": "09QUITO1", "body": "b"}]})",
       R"({"id": 7, "doc": {"mrn": "09QUITO1", "message": "b"}})"}) {
    EXPECT_EQ(urls_of("[" + object + "]"), "file://x#09QUITO1 ") << object;
  }
  EXPECT_EQ(urls_of(R"({"url": ["http://a.example/"], "body": "<html><p>x</html>"})"),
            "http://a.example/ ");
}

TEST(TextArchives, TakeTheKeysOfTheMap) {
  const std::string line = R"({"k": "09QUITO1", "cable_body": "b", "text": "an abstract"})";
  const auto items = walked_items(line, mapped("text=cable_body, id=k"));

  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].bytes, "b");
  EXPECT_EQ(items[0].columns.reference, "09QUITO1");
  EXPECT_FALSE(read_map_option("colour=x"));
  EXPECT_FALSE(read_map_option("text"));
  EXPECT_FALSE(read_columns_option("id,colour,body"));
  EXPECT_FALSE(read_columns_option("id,date"));
}

TEST(TextArchives, PassOverJsonWithoutAPageButNotWithATelegram) {
  EXPECT_EQ(urls_of(R"({"name": "frontend", "version": 2})"), "other(JSON with no page in it) ");
  EXPECT_EQ(
      urls_of(
          "{\"format\": \"json-pages-1.0\"}\n{\"url\": \"http://a.example/\", \"text\": \"x\"}"),
      "other(a WACZ's list of its pages) ");
  EXPECT_EQ(urls_of("{\"k\": \"" + escaped(telegram(1, "QUITO")) + "\"}\n{\"text\": \"x\"}\n"),
            "damaged(JSON that holds a telegram under no known key (k); hint: --map text=KEY) "
            "file://x#2 ");
  EXPECT_EQ(
      urls_of(
          R"({"meta": {"blob": "UNCLAS QUITO 000001\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: EC\n"}})")
          .substr(0, 28),
      "damaged(JSON that holds a te");
}

TEST(TextArchives, NameBrokenJsonAndGoOn) {
  EXPECT_EQ(urls_of("{\"a\":\n{\"text\": \"x\"}\n"), "damaged(damaged JSON) file://x#2 ");
  EXPECT_EQ(urls_of("[{\"text\": \"x\"}, 7, {\"text\": \"y\"}, {\"text\":"),
            "file://x#1 damaged(no JSON object) file://x#1 damaged(JSON ends inside of a value) ");
}

TEST(TextArchives, TakeEachMessageOfAMailbox) {
  const std::string from = "From a@b.example Mon Nov 29 20:45:41 2010\n";
  const std::string box = from + "Message-ID: <m1@b.example>\n\n" + telegram(1, "QUITO") + "\n" +
                          from + "Subject: x\nContent-Type: image/png\n\nPNG\n\n" + from +
                          "Subject: y\n\n" + telegram(2, "LIMA");

  EXPECT_EQ(urls_of(box), "file://x#m1@b.example other(mail without text) file://x#3 ");
}

TEST(TextArchives, TakeTheAddressOfASavedPage) {
  const auto items = walked_items(
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/p\r\nMIME-Version: "
      "1.0\r\n"
      "Date: Mon, 29 Nov 2010 20:45:41 -0000\r\n"
      "Content-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>a =3D b=\r\nc\r\n--x--\r\n");

  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].url, "http://a.example/p");
  EXPECT_EQ(items[0].bytes, "<p>a = bc");
  EXPECT_EQ(items[0].date, "2010-11-29T20:45:41Z");
}

TEST(TextArchives, AreToldByTheirContentInContainersToo) {
  const std::string table = "id,body\n09QUITO1,a\n";
  EXPECT_EQ(urls_of(table), "file://x#09QUITO1 ");
  EXPECT_EQ(urls_of("\"a\",\"b\",\"c\"\n\"d\",\"e\",\"f\"\n").substr(0, 50),
            "damaged(line 1: a table of 3 columns without the n");
}

}  // namespace
}  // namespace cabled::text_archives_test
