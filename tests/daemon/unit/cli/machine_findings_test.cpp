#include "daemon/cli/machine_findings.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace cabled::cli::machine_findings_test {
namespace {

namespace fs = std::filesystem;

class MachineFindings : public testing::Test {
 protected:
  MachineFindings() {
    std::string pattern = "/tmp/cabled-findings-XXXXXX";
    root_ = ::mkdtemp(pattern.data());
    config_.state_dir = root_ / "state";
  }
  MachineFindings(MachineFindings&&) = delete;
  MachineFindings& operator=(MachineFindings&&) = delete;
  ~MachineFindings() override { fs::remove_all(root_); }

  fs::path write(const std::string& name, mode_t mode) const {
    std::ofstream(root_ / name) << "s3cret\n";
    ::chmod((root_ / name).c_str(), mode);
    return root_ / name;
  }

  fs::path root_;
  Config config_;
};

TEST_F(MachineFindings, AStateDirectoryMayBeYetToMakeAndIsNotMadeByLooking) {
  EXPECT_EQ(judge_state_dir(config_).verdict, Verdict::kGood);
  EXPECT_FALSE(fs::exists(config_.state_dir));
}

TEST_F(MachineFindings, AStateDirectoryThatOthersCanWriteIsBad) {
  fs::create_directory(config_.state_dir);
  fs::permissions(config_.state_dir, static_cast<fs::perms>(0777));

  const Finding finding = judge_state_dir(config_);

  EXPECT_EQ(finding.verdict, Verdict::kBad);
  EXPECT_NE(finding.words.find("hint: chmod go-w"), std::string::npos);
}

TEST_F(MachineFindings, AFileInThePlaceOfTheStateDirectoryIsBad) {
  config_.state_dir = write("file", 0600);

  EXPECT_EQ(judge_state_dir(config_).verdict, Verdict::kBad);
}

TEST_F(MachineFindings, CredentialsOfTheProxyAreAUserAndAPasswordInAFileOfOurOwn) {
  config_.fetch.proxy_credentials_file = write("no-user", 0600);
  EXPECT_EQ(judge_secret_files(config_).at(0).verdict, Verdict::kBad);
  EXPECT_EQ(judge_secret_files(config_).at(0).words.find("s3cret"), std::string::npos);

  std::ofstream(root_ / "both") << "me:s3cret\n";
  config_.fetch.proxy_credentials_file = root_ / "both";
  ::chmod((root_ / "both").c_str(), 0604);
  EXPECT_EQ(judge_secret_files(config_).at(0).verdict, Verdict::kBad);
  ::chmod((root_ / "both").c_str(), 0600);
  EXPECT_EQ(judge_secret_files(config_).at(0).verdict, Verdict::kGood);
}

TEST_F(MachineFindings, AConfigurationThatOthersCanWriteIsBad) {
  EXPECT_TRUE(judge_config_file(config_).empty());
  config_.file = write("cabled.toml", 0644);
  EXPECT_EQ(judge_config_file(config_).at(0).verdict, Verdict::kGood);

  config_.file = write("cabled.toml", 0666);

  EXPECT_EQ(judge_config_file(config_).at(0).verdict, Verdict::kBad);
}

TEST_F(MachineFindings, APasswordThatOthersCanReadIsBadAndNeverShown) {
  config_.database.password_file = write("password", 0644);

  const Finding finding = judge_secret_files(config_).at(0);

  EXPECT_EQ(finding.verdict, Verdict::kBad);
  EXPECT_EQ(finding.words.find("s3cret"), std::string::npos);
}

TEST_F(MachineFindings, LessDiskThanTheFloorIsBad) {
  config_.archive.disk_floor = Bytes{1};
  EXPECT_EQ(judge_disk(config_).verdict, Verdict::kGood);

  config_.archive.disk_floor = Bytes{1ULL << 62U};

  EXPECT_EQ(judge_disk(config_).verdict, Verdict::kBad);
}

}  // namespace
}  // namespace cabled::cli::machine_findings_test
