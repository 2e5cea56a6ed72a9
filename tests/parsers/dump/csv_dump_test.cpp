#include "parsers/dump/csv_dump.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cabled::csv_dump_test {
namespace {

std::string row(const std::string& number, const std::string& body) {
  return number +
         ",\"12/28/1966 18:48\",\"66EXAMPLE1\",\"Embassy Example\",\"SECRET\",\"65A1|65B2\","
         "\"R 281848Z DEC 66\nFM EXAMPLE\",\"" +
         body + "\"\n";
}

std::vector<DumpRow> read_all(const std::string& bytes, std::size_t step = 1 << 20,
                              std::size_t max_row = CsvDumpReader::kMaxRow) {
  CsvDumpReader reader(CsvLayout(), max_row);
  std::vector<DumpRow> rows;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    reader.push(std::string_view(bytes).substr(at, step));
    while (auto next = reader.next()) rows.push_back(std::move(*next));
  }
  reader.finish();
  while (auto next = reader.next()) rows.push_back(std::move(*next));
  return rows;
}

std::string summary(const std::vector<DumpRow>& rows) {
  std::string out;
  for (const DumpRow& r : rows) {
    out += std::to_string(r.offset) + '+' + std::to_string(r.length) + ' ' +
           r.columns[DumpRow::kNumber] + '=' + r.columns[DumpRow::kBody] + '!' + r.error + '\n';
  }
  return out;
}

TEST(CsvDump, ReadsEveryColumnOfARow) {
  const auto rows = read_all(row("7", "text"));

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].error, "");
  EXPECT_EQ(rows[0].columns, (std::array<std::string, DumpRow::kColumns>{
                                 "7", "12/28/1966 18:48", "66EXAMPLE1", "Embassy Example", "SECRET",
                                 "65A1|65B2", "R 281848Z DEC 66\nFM EXAMPLE", "text", "", ""}));
}

TEST(CsvDump, TakesQuotesAndEscapesOff) {
  const auto rows = read_all(row("1", R"(say \"no\", \\ and ""yes"")"));

  EXPECT_EQ(rows.at(0).columns[DumpRow::kBody], R"(say "no", \ and "yes")");
}

TEST(CsvDump, KeepsLinesInQuotesAsText) {
  const auto rows = read_all(row("1", "a\n2,b\r\n\nc") + row("3", "d"));

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].columns[DumpRow::kBody], "a\n2,b\r\n\nc");
  EXPECT_EQ(rows[1].offset, row("1", "a\n2,b\r\n\nc").size());
}

TEST(CsvDump, ReadsTheLastRowWithoutItsLineEnd) {
  std::string bytes = row("1", "a");
  bytes.pop_back();

  const auto rows = read_all(bytes);

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].columns[DumpRow::kBody], "a");
  EXPECT_EQ(rows[0].length, bytes.size());
}

TEST(CsvDump, NamesADamagedRowAndGoesOnAtTheNext) {
  const std::string good = row("9", "good");
  for (const std::string& bad :
       {std::string("1,\"two columns\"\n"), row("1", "unescaped \" quote"),
        row("1", std::string(5000, 'x')), std::string("1,a\"b\n"), row("1", "x").insert(0, "0,")}) {
    const auto rows = read_all(bad + good, 1 << 20, 2000);

    ASSERT_EQ(rows.size(), 2U) << bad;
    EXPECT_NE(rows[0].error, "") << bad;
    EXPECT_EQ(rows[0].offset, 0U);
    EXPECT_EQ(rows[0].length, bad.size()) << bad;
    EXPECT_EQ(rows[1].columns[DumpRow::kBody], "good") << bad;
    EXPECT_EQ(rows[1].offset, bad.size());
    EXPECT_EQ(rows[1].error, "");
  }
}

TEST(CsvDump, KeepsTheRowBehindOneThatLacksItsLastQuote) {
  for (const std::string number : {"2", "\"2\""}) {
    std::string broken = row("1", "first");
    broken.erase(broken.size() - 2, 1);

    const auto rows = read_all(broken + row(number, "second"));

    ASSERT_EQ(rows.size(), 2U) << number;
    EXPECT_NE(rows[0].error, "");
    EXPECT_EQ(rows[0].length, broken.size());
    EXPECT_EQ(rows[1].columns[DumpRow::kBody], "second");
    EXPECT_EQ(rows[1].offset, broken.size());
  }
}

TEST(CsvDump, TakesBlanksAroundQuotesForNoText) {
  const auto rows = read_all(
      "1, \"12/28/1966 18:48\" , \"66EXAMPLE1\", \"E\", \"SECRET\", \"\", \"h\",  \"b\" \n");

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].error, "");
  EXPECT_EQ(rows[0].columns[DumpRow::kReference], "66EXAMPLE1");
  EXPECT_EQ(rows[0].columns[DumpRow::kBody], "b");
}

TEST(CsvDump, NamesTheRowThatTheDumpCutsOff) {
  const std::string bytes = row("1", "a") + row("2", "b");
  const auto rows = read_all(bytes.substr(0, bytes.size() - 4));

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_NE(rows[1].error, "");
}

TEST(CsvDump, ReadsTheSameHoweverTheBytesArrive) {
  const std::string bytes = row("1", R"(a \" b "" c)") + "7,broken \"\n" + row("2", "x\ny") +
                            "\n\n" + row("3", "bad \" quote") + row("4", "end");
  const std::string whole = summary(read_all(bytes));

  for (std::size_t step = 1; step < 60; ++step) EXPECT_EQ(summary(read_all(bytes, step)), whole);
}

}  // namespace
}  // namespace cabled::csv_dump_test
