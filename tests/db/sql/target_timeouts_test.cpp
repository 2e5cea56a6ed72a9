#include "db/sql/target_timeouts.h"

#include <gtest/gtest.h>

#include "db/sql/connection.h"
#include "db/sql/execute.h"
#include "tests/support/test_database.h"

namespace cabled::db::target_timeouts_test {
namespace {

constexpr const char* kFirst = "connect_timeout=5";

TEST(TargetTimeouts, StandBeforeWhatTheTargetSaysItself) {
  const std::string keywords = with_timeouts("host=a connect_timeout=60");
  const std::string uri = with_timeouts("postgres://a/b?connect_timeout=60");

  EXPECT_LT(keywords.find(kFirst), keywords.find("connect_timeout=60"));
  EXPECT_LT(uri.find(kFirst), uri.find("connect_timeout=60"));
  EXPECT_EQ(uri.find("postgres://a/b?connect_timeout=5&"), 0U);
}

TEST(TargetTimeouts, GoIntoUrisWithAndWithoutAQuery) {
  for (const char* uri : {"postgres://a/b", "postgresql://a/b?", "postgres://u@[::1]:1,h:2/b"}) {
    const std::string out = with_timeouts(uri);

    EXPECT_NE(out.find(kFirst), std::string::npos) << out;
    EXPECT_NE(out.find("tcp_user_timeout=25000"), std::string::npos) << out;
    EXPECT_NE(out.back(), '&') << out;
    EXPECT_EQ(out.find("?"), out.rfind("?")) << out;
  }
}

TEST(TargetTimeouts, AreLeftToAServiceFile) {
  EXPECT_EQ(with_timeouts("service=cables"), "service=cables");
  EXPECT_EQ(with_timeouts("postgres:///?service=cables"), "postgres:///?service=cables");
  EXPECT_NE(with_timeouts("dbname=service"), "dbname=service");
}

TEST(TargetTimeouts, LetASessionEndWhenItsClientIsGone) {
  const test::TestDatabase database(test::TestDatabase::Schema::kEmpty);
  Connection connection = database.connect();

  const auto shown = transact(connection, [](pqxx::work& tx) {
    return execute_one(tx, "SHOW client_connection_check_interval")[0].as<std::string>();
  });

  EXPECT_EQ(shown.value(), "2s");
}

}  // namespace
}  // namespace cabled::db::target_timeouts_test
