#include "parsers/cable/header/department_head.h"

#include <gtest/gtest.h>

namespace cabled::department_head_test {
namespace {

using Copies = std::map<std::string, int>;
using Lines = std::vector<std::string>;

TEST(DepartmentHead, CountsTheCopiesOfEachOffice) {
  const DepartmentHead head = read_department_head(
      "ACTION AF-10\n\nINFO  OCT-01  ISO-00  NSC-05\n      PM-04  S/S-02  /022 W\n");
  ASSERT_TRUE(head.distribution);
  EXPECT_EQ(head.distribution->action, (Copies{{"AF", 10}}));
  EXPECT_EQ(head.distribution->info,
            (Copies{{"OCT", 1}, {"ISO", 0}, {"NSC", 5}, {"PM", 4}, {"S/S", 2}}));
  EXPECT_EQ(head.distribution->sum, 22);
  EXPECT_TRUE(head.clearances.empty());
}

TEST(DepartmentHead, CallsTheDepartmentsOwnOfficeItsOrigin) {
  const DepartmentHead head = read_department_head("ORIGIN EB-07\n\nINFO OCT-01 /008 R\n");
  ASSERT_TRUE(head.distribution);
  EXPECT_EQ(head.distribution->origin, (Copies{{"EB", 7}}));
  EXPECT_TRUE(head.distribution->action.empty());
}

TEST(DepartmentHead, ReadsTheRelaysLineInEitherForm) {
  const auto read = [](const std::string& rest) {
    return read_department_head("ACTION AF-10\n   ------------------" + rest +
                                "\nR 051700Z JAN 77\n");
  };
  EXPECT_EQ(read("     008361").relay_counter, 8361);
  EXPECT_FALSE(read("     008361 /20").filing_time);
  for (const char* rest :
       {"051730Z 012345 /20", "012345 051730Z /20", "051730Z 012345 /20 LINE 3"}) {
    EXPECT_EQ(read(rest).relay_counter, 12345) << rest;
    EXPECT_EQ(read(rest).filing_time, "051730Z") << rest;
  }
}

TEST(DepartmentHead, ReadsWhoDraftedApprovedAndCleared) {
  for (const char* drafted : {"DRAFTED BY", "DRAFTEDBY", "DRAFTED Y BY", "DRAFTED BY:"}) {
    for (const char* approved : {"APPROVED BY", "EPPROVED BY", "APPROVEDBY"}) {
      const DepartmentHead head = read_department_head(
          "ORIGIN EB-07\n\n" + std::string(drafted) + " EB/OA:LDIOP:ABC\n" + approved +
          " EB:MKEITA\nL/EB - RTOURE (DRAFT)\nH - SBA\n ------------     045512\nR 101310Z MAY "
          "74\n");
      EXPECT_EQ(head.drafted_by, Lines{"EB/OA:LDIOP:ABC"}) << drafted;
      EXPECT_EQ(head.approved_by, Lines{"EB:MKEITA"}) << approved;
      EXPECT_EQ(head.clearances, (Lines{"L/EB - RTOURE (DRAFT)", "H - SBA"}));
      EXPECT_EQ(head.relay_counter, 45512);
    }
  }
}

TEST(DepartmentHead, EndsAtTheSender) {
  const DepartmentHead head =
      read_department_head("R 101310Z MAY 74\nFM AMEMBASSY BAMAKO\nACTION AF-10\nDRAFTED BY X:Y\n");
  EXPECT_FALSE(head.distribution);
  EXPECT_TRUE(head.drafted_by.empty());
}

}  // namespace
}  // namespace cabled::department_head_test
