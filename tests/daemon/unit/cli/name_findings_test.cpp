#include "daemon/cli/name_findings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cabled::cli::name_findings_test {
namespace {

/// A resolver that knows one name, and what it was asked.
struct Resolver {
  std::vector<std::string> asked;
  NameLookUp knows(const std::string& known, ErrorKind otherwise) {
    return [this, known, otherwise](const std::string& name) -> Result<void> {
      asked.push_back(name);
      if (name == known) return {};
      return fail(otherwise, "no answer");
    };
  }
};

Config with_sources(const std::vector<std::string>& seeds) {
  Config config;
  for (const std::string& seed : seeds) {
    Source source;
    source.name = "s" + std::to_string(config.sources.size());
    source.seeds = {seed};
    config.sources.push_back(source);
  }
  return config;
}

TEST(JudgeNames, SaysThatNamesResolve) {
  Resolver resolver;
  const Finding finding =
      judge_names(with_sources({"https://cables.example/", "https://cables.example/more"}),
                  resolver.knows("cables.example", ErrorKind::kInvalid));

  EXPECT_EQ(finding.verdict, Verdict::kGood);
  EXPECT_EQ(finding.words, "names resolve (cables.example)");
  EXPECT_EQ(resolver.asked.size(), 1U);
}

TEST(JudgeNames, LooksNoAddressUp) {
  Resolver resolver;
  const Finding finding =
      judge_names(with_sources({"http://127.0.0.1:8/", "http://[::1]/", "http://localhost/"}),
                  resolver.knows("", ErrorKind::kInvalid));

  EXPECT_EQ(finding.verdict, Verdict::kGood);
  EXPECT_TRUE(resolver.asked.empty());
}

TEST(JudgeNames, SaysWhatToDoWhenNoServerAnswers) {
  Resolver resolver;
  const Finding finding = judge_names(with_sources({"https://cables.example/"}),
                                      resolver.knows("", ErrorKind::kTransient));

  EXPECT_EQ(finding.verdict, Verdict::kBad);
  EXPECT_NE(finding.words.find("'cables.example' does not resolve"), std::string::npos);
  EXPECT_NE(finding.words.find("/etc/resolv.conf"), std::string::npos);
}

TEST(JudgeNames, LooksAtTheSpellingWhenThereIsNoSuchName) {
  Resolver resolver;
  const Finding finding = judge_names(with_sources({"https://cabels.example/"}),
                                      resolver.knows("", ErrorKind::kInvalid));

  EXPECT_NE(finding.words.find("spelled right"), std::string::npos) << finding.words;
}

TEST(JudgeNames, TriesTheProxyThatLooksNamesUp) {
  Resolver resolver;
  Config config = with_sources({"https://cables.example/"});
  config.fetch.proxy = "http://proxy.example:3128";
  judge_names(config, resolver.knows("proxy.example", ErrorKind::kInvalid));

  EXPECT_EQ(resolver.asked, std::vector<std::string>{"proxy.example"});
}

TEST(JudgeNames, ReadsTheHostOfATemplate) {
  Resolver resolver;
  Config config = with_sources({});
  Source source;
  source.name = "numbers";
  source.templates = {"https://numbers.example/{001..100}"};
  config.sources.push_back(source);
  judge_names(config, resolver.knows("numbers.example", ErrorKind::kInvalid));

  EXPECT_EQ(resolver.asked, std::vector<std::string>{"numbers.example"});
}

}  // namespace
}  // namespace cabled::cli::name_findings_test
