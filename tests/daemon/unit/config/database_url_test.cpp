#include "daemon/config/database_url.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace cabled::database_url_test {
namespace {

namespace fs = std::filesystem;

class UrlWithPassword : public testing::TestWithParam<const char*> {};

TEST_P(UrlWithPassword, IsRefusedAndNeverRepeated) {
  const Result<void> checked = check_database_url(GetParam());

  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().message.find("s3cret"), std::string::npos);
  EXPECT_NE(checked.error().message.find("hint: "), std::string::npos);
  EXPECT_EQ(without_password(GetParam()).find("s3cret"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, UrlWithPassword,
    testing::Values("postgres://cabled:s3cret@db/cabled", "postgresql://:s3cret@db",
                    "postgresql://db/cabled?password=s3cret",
                    "postgresql://db/cabled?sslmode=require&password=s3cret",
                    "postgresql://db/cabled?p%61ssword=s3cret", "host=db password=s3cret",
                    "host=db password = 's3cret with blanks'", "host='a b' password=s3cret",
                    "host='it\\'s' password=s3cret", "sslpassword=s3cret"));

class UrlWithoutPassword : public testing::TestWithParam<const char*> {};

TEST_P(UrlWithoutPassword, IsTaken) { EXPECT_TRUE(check_database_url(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Forms, UrlWithoutPassword,
                         testing::Values("", "postgres://cabled@db:5432/cabled",
                                         "postgresql:///cabled?host=/run/postgresql",
                                         "postgresql://db/a:b@c", "host=db user=cabled",
                                         "service=cabled", "host='password=no' user=x",
                                         "options='-c x=password'", "passfile=/etc/pass"));

TEST(DatabaseUrl, OfAnotherSchemeIsRefusedAndNeverRepeated) {
  const Result<void> checked = check_database_url("mysql://ada:s3cret@db.example/cables?a=b");

  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().message.find("s3cret"), std::string::npos);
}

TEST(WithPassword, MakesWhatLibpqReadsBack) {
  EXPECT_EQ(with_password("postgresql://db/cabled", "a&b"),
            "postgresql://db/cabled?password=a%26b");
  EXPECT_EQ(with_password("postgresql://db/cabled?sslmode=require", "a"),
            "postgresql://db/cabled?sslmode=require&password=a");
  EXPECT_EQ(with_password("host=db", "it's\\"), "host=db password='it\\'s\\\\'");
}

class ReadSecret : public testing::Test {
 protected:
  ReadSecret() {
    std::string pattern = "/tmp/cabled-secret-XXXXXX";
    file_ = fs::path(::mkdtemp(pattern.data())) / "secret";
  }
  ReadSecret(ReadSecret&&) = delete;
  ReadSecret& operator=(ReadSecret&&) = delete;
  ~ReadSecret() override { fs::remove_all(file_.parent_path()); }
  void write(const std::string& text, mode_t mode) const {
    std::ofstream(file_) << text;
    ASSERT_EQ(::chmod(file_.c_str(), mode), 0);
  }

  fs::path file_;
};

TEST_F(ReadSecret, IsTheFirstLine) {
  write("s3cret word\nsecond line\n", 0600);

  EXPECT_EQ(read_secret(file_).value(), "s3cret word");
}

TEST_F(ReadSecret, RefusesAFileThatOthersCanReadOrItsGroupCanChange) {
  write("s3cret", 0604);
  EXPECT_EQ(read_secret(file_).error().kind, ErrorKind::kRefused);

  write("s3cret", 0620);
  EXPECT_EQ(read_secret(file_).error().kind, ErrorKind::kRefused);

  write("s3cret", 0440);
  EXPECT_TRUE(read_secret(file_).has_value());
}

TEST_F(ReadSecret, RefusesWhatIsEmptyAbsentOrNoFile) {
  EXPECT_FALSE(read_secret(file_).has_value());
  write("\n", 0600);
  EXPECT_FALSE(read_secret(file_).has_value());
  EXPECT_FALSE(read_secret("/dev/zero").has_value());
  EXPECT_FALSE(read_secret(file_.parent_path()).has_value());
}

}  // namespace
}  // namespace cabled::database_url_test
