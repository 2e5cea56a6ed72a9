#include "daemon/cli/word_hints.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace cabled::cli::word_hints_test {
namespace {

namespace fs = std::filesystem;

class FileHints : public testing::Test {
 protected:
  FileHints() : folder_(fs::path(testing::TempDir()) / ("hints-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "archive");
    std::ofstream(folder_ / "pages.warc.gz") << "x";
    std::ofstream(folder_ / "archive" / "cabled-1.warc.gz") << "x";
  }
  ~FileHints() override { fs::remove_all(folder_); }

  std::string hint(const std::string& name) const {
    return hint_for_file((folder_ / name).string(), folder_ / "archive");
  }

  fs::path folder_;
};

TEST(UrlMeant, PutsASchemeBeforeAHost) {
  EXPECT_EQ(url_meant("cables.example.org/cable/1"), "https://cables.example.org/cable/1");
  EXPECT_EQ(url_meant("www.example.org"), "https://www.example.org");
  EXPECT_EQ(url_meant("example.org/a.html"), "https://example.org/a.html");
}

TEST(UrlMeant, TakesPortsAndOwnMachinesForPlainServers) {
  EXPECT_EQ(url_meant("localhost:8088/a"), "http://localhost:8088/a");
  EXPECT_EQ(url_meant("cables.example.org:8080"), "http://cables.example.org:8080");
  EXPECT_EQ(url_meant("127.0.0.1/a"), "http://127.0.0.1/a");
}

TEST(UrlMeant, MendsAScheme) {
  EXPECT_EQ(url_meant("http:/a.example/x"), "http://a.example/x");
  EXPECT_EQ(url_meant("https//a.example/x"), "https://a.example/x");
  EXPECT_EQ(url_meant("htp://a.example/x"), "http://a.example/x");
  EXPECT_EQ(url_meant("http:a.example"), "http://a.example");
}

TEST(UrlMeant, LeavesOtherWordsAlone) {
  for (const char* word : {"", "-", "/cable/1", "09LISBON7", "harbour", "page.html", "pages/a.html",
                           "ftp://a.example/", "mailto:a@b.example", "user:pw@a.example/",
                           "http://a..example/", "http://a.example:99999/"}) {
    EXPECT_EQ(url_meant(word), std::nullopt) << word;
  }
}

TEST(HintForUrl, NamesTheCommandForAnId) {
  EXPECT_EQ(hint_for_url("09lisbon7"), "; hint: `cabled show 09LISBON7` has the cable of that id");
}

TEST(HintForUrl, SaysHowAUrlBegins) {
  EXPECT_EQ(hint_for_url("harbour"), "; hint: a URL begins with http:// or https://");
  EXPECT_EQ(hint_for_url("ftp://a.example/"), "; hint: a URL begins with http:// or https://");
  EXPECT_EQ(hint_for_url("http://a.example:99999/"), "");
}

TEST(HintForUrl, RepeatsNoPassword) {
  EXPECT_EQ(hint_for_url("http://user:secret@a.example/"),
            "; hint: leave out what stands before the '@'");
}

TEST(HintForId, FindsTheIdInAnAddress) {
  EXPECT_EQ(hint_for_id("https://a.example/cables/09LISBON7_a.html?x=1"),
            "; hint: did you mean '09LISBON7'?");
  EXPECT_EQ(hint_for_id("LISBON7"),
            "; hint: an id is a year, a station and a number, such as 10TOKYO153");
}

TEST_F(FileHints, OffersTheNearName) {
  EXPECT_EQ(hint("page.warc.gz"),
            fmt::format("; hint: did you mean '{}'?", (folder_ / "pages.warc.gz").string()));
  EXPECT_EQ(hint("others.warc.gz"), "");
}

TEST_F(FileHints, KnowsWhereSuchFilesLie) {
  EXPECT_EQ(hint("cabled-1.warc.gz"),
            fmt::format("; hint: did you mean '{}'?",
                        (folder_ / "archive" / "cabled-1.warc.gz").string()));
}

TEST_F(FileHints, SaysWhatAFolderAUrlAndAnIdAreFor) {
  EXPECT_EQ(hint(""), "; hint: name the files in it");
  EXPECT_EQ(hint_for_file("http://a.example/x"),
            "; hint: files are read here; `cabled fetch http://a.example/x` takes URLs");
  EXPECT_EQ(hint_for_file("09LISBON7"), "; hint: `cabled show 09LISBON7` has the cable of that id");
  EXPECT_EQ(hint_for_file("a.example/cable/1"),
            "; hint: `cabled fetch https://a.example/cable/1`, if it is a page of the web");
  EXPECT_EQ(hint_for_file("-"), "; hint: standard input is not read here, name a file");
}

}  // namespace
}  // namespace cabled::cli::word_hints_test
