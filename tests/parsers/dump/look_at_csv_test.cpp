#include "parsers/dump/look_at_csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parsers/dump/csv_columns.h"
#include "parsers/dump/csv_dump.h"

namespace cabled::look_at_csv_test {
namespace {

using Columns = std::vector<DumpRow::Column>;
using Cells = std::vector<std::string>;

/// A cell as RFC 4180 has it.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string joined(const Cells& cells, const std::string& delimiter) {
  std::string out;
  for (const std::string& cell : cells) out += (out.empty() ? "" : delimiter) + cell;
  return out;
}

std::string body_of(int n) {
  return "UNCLAS QUITO 00000" + std::to_string(n) +
         "\n\nSUBJECT: BANANAS; \"CRATES\"\n\n1. See C:\\crates\\" + std::to_string(n) +
         ", and | and\ttabs.\n";
}

Cells classic_cells(int n, const std::string& date) {
  Cells cells{std::to_string(n), date, "09QUITO" + std::to_string(n),          "Embassy Quito",
              "UNCLASSIFIED",    "",   "R 011200Z MAR 09\nFM AMEMBASSY QUITO", body_of(n)};
  std::ranges::transform(cells, cells.begin(), quoted);
  return cells;
}

/// "09QUITO1=…" of each row, or why there are none.
std::string read_table(const std::string& bytes, const Columns& columns = {}) {
  const CsvLook look = look_at_csv(bytes, columns);
  if (!look.layout) return look.refusal.empty() ? "no table" : "refused: " + look.refusal;
  CsvDumpReader reader(*look.layout);
  reader.push(std::string_view(bytes).substr(look.layout->rows_at));
  reader.finish();
  std::string out;
  while (const auto row = reader.next()) {
    out += row->error + row->columns[DumpRow::kReference] + '=' + row->columns[DumpRow::kBody];
  }
  return out;
}

const std::string& both() {
  static const std::string kBoth = "09QUITO1=" + body_of(1) + "09QUITO2=" + body_of(2);
  return kBoth;
}

TEST(LookAtCsv, ReadsTheEightColumnsWithEachDelimiterAndDate) {
  for (const std::string delimiter : {",", ";", "\t", "|", ", ", "; "}) {
    for (const char* date : {"3/1/2009 12:00", "2009-03-01 12:00:00", "2009-03-01T12:00:00Z",
                             "2009-03-01T12:00:00+00:00", "01.03.2009 12:00", "2009-03-01",
                             "1 Mar 2009 12:00", "3/1/2009 12:00:00 PM"}) {
      const std::string table = joined(classic_cells(1, date), delimiter) + "\n" +
                                joined(classic_cells(2, date), delimiter) + "\n";
      EXPECT_EQ(read_table(table), both()) << delimiter << ' ' << date;
      EXPECT_EQ(read_table("\xef\xbb\xbf" + table), both()) << "with a mark";
    }
  }
}

TEST(LookAtCsv, TakesTheDelimiterThatTheFirstLineNames) {
  for (const std::string delimiter : {",", ";", "|", "^", "\t"}) {
    for (const std::string& line : {"sep=" + delimiter, "\"sep=" + delimiter + "\""}) {
      const std::string table = line + "\r\n" +
                                joined(classic_cells(1, "3/1/2009 12:00"), delimiter) + "\r\n" +
                                joined(classic_cells(2, "3/1/2009 12:00"), delimiter) + "\r\n";
      EXPECT_EQ(read_table(table), both()) << line;
    }
  }
}

TEST(LookAtCsv, FindsColumnsByTheNamesThatDumpsGive) {
  struct Named {
    Cells names;
    Cells values;  ///< "T" for the text, "R" for the reference
  };
  const std::vector<Named> tables{
      {{"body", "refid"}, {"T", "R"}},
      {{"Reference ID", "Classification", "Full Text"}, {"R", "SECRET", "T"}},
      {{"\"cable_id\"", "\"subject\"", "\"content\"", "\"date_sent\""},
       {"R", "S", "T", "2009-03-01"}},
      {{"_id", "text"}, {"R", "T"}},
      {{"ID", "Date", "Reference", "Origin", "TAGS", "Message Text"},
       {"7", "D", "R", "O", "", "T"}},
      {{"mrn", "embassy", "created", "url", "body"}, {"R", "E", "D", "http://e.example/", "T"}},
  };
  for (const std::string delimiter : {",", ";", "\t", "|"}) {
    for (const Named& table : tables) {
      std::string bytes = joined(table.names, delimiter) + "\n";
      for (const int n : {1, 2}) {
        Cells cells = table.values;
        for (std::string& cell : cells) {
          cell = quoted(cell == "T"   ? body_of(n)
                        : cell == "R" ? "09QUITO" + std::to_string(n)
                                      : cell);
        }
        bytes += joined(cells, delimiter) + "\r\n";
      }
      EXPECT_EQ(read_table(bytes), both()) << bytes;
    }
  }
}

TEST(LookAtCsv, ReadsAnyOrderOfColumnsThatIsSaid) {
  const Columns columns{DumpRow::kBody, DumpRow::kOther, DumpRow::kReference};
  std::string table;
  for (const int n : {1, 2}) {
    table += joined({quoted(body_of(n)), "x", "09QUITO" + std::to_string(n)}, ";") + "\n";
  }

  EXPECT_EQ(read_table(table, columns), both());
  EXPECT_EQ(read_table("a;b;c\n" + table, columns), both()) << "names are passed over";
  EXPECT_EQ(read_table(table).substr(0, 8), "refused:") << "unsaid";
}

TEST(LookAtCsv, TellsBackslashesFromDoubledQuotes) {
  std::string escaped;
  for (const int n : {1, 2}) {
    Cells cells = classic_cells(n, "2009-03-01 12:00");
    std::string body;
    for (const char c : body_of(n))
      body += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    cells.back() = '"' + body + '"';
    escaped += joined(cells, ";") + "\n";
  }

  EXPECT_EQ(read_table(escaped), both());
  EXPECT_EQ(
      read_table("id;date;reference;origin;classification;references;header;body\n" + escaped),
      both());
}

TEST(LookAtCsv, ReadsLinesOfTabsWithEscapesInsteadOfQuotes) {
  std::string table = "id\tcable_id\ttext\n";
  for (const int n : {1, 2}) {
    std::string body;
    for (const char c : body_of(n)) {
      body += c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\\' ? "\\\\" : std::string(1, c);
    }
    table += std::to_string(n) + "\t09QUITO" + std::to_string(n) + "\t" + body + "\n";
  }

  EXPECT_EQ(read_table(table), both());
}

TEST(LookAtCsv, RefusesATableThatItDoesNotUnderstand) {
  for (const std::string table :
       {"\"a\",\"b\",\"c\"\n\"x\",\"y\",\"z\"\n", "\"x\";\"y\";\"long text\nof lines\"\n",
        "reference,date,origin,subject\n09QUITO1,2009-03-01,E,S\n",
        "1,\"3/1/2009 12:00\",\"09QUITO1\",\"text\"\n2,\"3/1/2009 12:00\",\"09QUITO2\",\"text\"\n",
        "a|b|c|d\n1|2|3|4\n5|6|7|8\n9|0|1|2\n"}) {
    EXPECT_EQ(read_table(table).substr(0, 16), "refused: line 1:") << table;
  }
}

TEST(LookAtCsv, TakesNoPageForATable) {
  for (const std::string page :
       {"<html>a,b,c\n1,2,3\n", "VZCZCXRO0001\nRR RUEHC\nDE RUEHQT #0001 0601200\nZNR UUUUU ZZH\n",
        "UNCLAS QUITO 000001\n\nSIPDIS\n\nTAGS: ETRD, EC, EAGR\nSUBJECT: BANANAS\n",
        "TO RUEHC/SECSTATE, INFO RUEHGL, RUEHBO\n\nA, B, C\n\n1. Text, of a cable.\n", "",
        "one line", "Subject, date and text of this message follow.\n\n1. (U) Text.\n"}) {
    EXPECT_EQ(read_table(page), "no table") << page;
  }
}

TEST(LookAtCsv, KeepsTheRowsAroundOneThatDoesNotFit) {
  const std::string names = "reference;date;body\n";
  const auto row = [](int n) {
    return joined({"09QUITO" + std::to_string(n), "2009-03-01 12:00", quoted(body_of(n))}, ";") +
           "\n";
  };
  for (const std::string bad :
       {"09QUITO9;2009-03-01 12:00\n", "09QUITO9;2009-03-01 12:00;\"a\" b\"\n",
        "09QUITO9;\"2009-03-01 12:00\";\"a\";\"b\"\n"}) {
    const std::string read = read_table(names + row(1) + bad + row(2));

    EXPECT_TRUE(read.starts_with("09QUITO1=" + body_of(1))) << read;
    EXPECT_TRUE(read.ends_with("=09QUITO2=" + body_of(2)) ||
                read.ends_with("09QUITO2=" + body_of(2)))
        << read;
    EXPECT_GT(read.size(), both().size()) << "the bad row is named";
  }
}

TEST(CsvColumns, KnowNamesHoweverTheyAreSpelt) {
  EXPECT_EQ(column_of_name("Reference ID"), DumpRow::kReference);
  EXPECT_EQ(column_of_name("REFERENCE_ID"), DumpRow::kReference);
  EXPECT_EQ(column_of_name("cableText"), DumpRow::kBody);
  EXPECT_EQ(column_of_name("colour"), std::nullopt);
  EXPECT_EQ(columns_of_names({"colour", "date"}), std::nullopt) << "no text";
  EXPECT_EQ(columns_of_names({"id", "text", "body"}),
            (Columns{DumpRow::kReference, DumpRow::kBody, DumpRow::kOther}));
}

}  // namespace
}  // namespace cabled::look_at_csv_test
