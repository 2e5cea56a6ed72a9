#include "parsers/telegram/routing.h"

#include <gtest/gtest.h>

namespace cabled::routing_test {
namespace {

constexpr auto kStrict = Strictness::kStrict;
constexpr auto kTolerant = Strictness::kTolerant;

TEST(Routing, LineBeginsWithAPrecedenceOrGoesOnWithout) {
  EXPECT_EQ(routing_line("RR RUEHFK RUEHNH", kStrict), RoutingLine::kWhole);
  EXPECT_EQ(routing_line("RUEHFK RUEHNH", kStrict), RoutingLine::kTail);
  EXPECT_EQ(routing_line("RR HARBOR", kStrict), RoutingLine::kNone);
  EXPECT_EQ(routing_line("OO RAB1 RUEHNH", kTolerant), RoutingLine::kWhole);
  EXPECT_EQ(routing_line("OO RAB1 RUEHNH", kStrict), RoutingLine::kNone);
}

TEST(Routing, RouteEndsWithItsSlash) {
  EXPECT_EQ(route_size("RUEHC/SECSTATE"), 6U);
  EXPECT_EQ(route_size("RIO/SUL"), 0U);
  EXPECT_EQ(route_size("AMEMBASSY"), 0U);
}

TEST(Routing, PrecedenceIsALetterOrItsDouble) {
  EXPECT_EQ(precedence_of("P"), 'P');
  EXPECT_EQ(precedence_of("OO"), 'O');
  EXPECT_EQ(precedence_of("OP"), 0);
  EXPECT_EQ(precedence_of("X"), 0);
}

TEST(Routing, ActionLineNamesOfficesAndCopies) {
  EXPECT_TRUE(is_action_line("ACTION EA-09"));
  EXPECT_TRUE(is_action_line("EB-07 ISO-00"));
  EXPECT_FALSE(is_action_line("WELL-KNOWN 12"));
}

}  // namespace
}  // namespace cabled::routing_test
