#include "db/sql/server_fault.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace cabled::db {
namespace {

// Classes and codes of SQLSTATE (PostgreSQL 15, appendix A).
constexpr std::array<std::string_view, 4> kOfTheData{
    "22",     // data exception
    "23",     // integrity constraint violation
    "54",     // program limit exceeded: a text too long for an index
    "P0001",  // raise exception: a trigger that somebody added refuses the row
};
constexpr std::array<std::string_view, 5> kForSomebodyToMend{
    "0A",  // feature not supported: a server too old for a statement
    "28",  // invalid authorization
    "3D",  // no such database
    "3F",  // no such schema
    "42",  // syntax error, missing table, missing right
};
constexpr std::array<std::string_view, 6> kMissing{
    "3F000",  // schema
    "42703",  // column
    "42704",  // type, role, constraint
    "42883",  // function
    "42P01",  // table
    "42P10",  // the unique key that ON CONFLICT names
};
constexpr std::string_view kNoRight = "42501";
constexpr std::string_view kReadOnly = "25006";

constexpr std::string_view kNoteBegins = " (SQLSTATE ";

bool begins_with_any(std::string_view sqlstate, std::span<const std::string_view> beginnings) {
  return std::ranges::any_of(beginnings,
                             [&](std::string_view b) { return sqlstate.starts_with(b); });
}

ErrorKind kind_of(std::string_view sqlstate) {
  // The packaged libpqxx leaves the state empty when the server went away in mid-statement.
  if (sqlstate.empty()) return ErrorKind::kTransient;
  if (begins_with_any(sqlstate, kOfTheData)) return ErrorKind::kInvalid;
  if (begins_with_any(sqlstate, kForSomebodyToMend)) return ErrorKind::kRefused;
  return ErrorKind::kTransient;
}

std::string_view cure_of(std::string_view sqlstate) {
  if (begins_with_any(sqlstate, kMissing)) {
    return "; hint: run `cabled migrate`; what was dropped by hand comes back from a backup";
  }
  if (sqlstate == kNoRight) {
    return "; hint: run `cabled migrate --roles` as the tables' owner, and GRANT cabled_writer, "
           "cabled_feeder or cabled_reader to this role";
  }
  if (sqlstate == kReadOnly) {
    return "; the server is a standby or read-only; hint: name the primary in its URL, or "
           "promote this one";
  }
  return "";
}

}  // namespace

Error server_fault(std::string_view sqlstate, std::string_view message) {
  if (sqlstate.empty()) return {kind_of(sqlstate), std::string(message)};
  return {kind_of(sqlstate),
          fmt::format("{}{}{}){}", message, kNoteBegins, sqlstate, cure_of(sqlstate))};
}

std::string_view sqlstate_of(const Error& error) {
  static constexpr std::size_t kLength = 5;
  const std::string_view message = error.message;
  const std::size_t note = message.rfind(kNoteBegins);
  if (note == std::string_view::npos) return "";
  const std::string_view code = message.substr(note + kNoteBegins.size());
  return code.size() > kLength && code[kLength] == ')' ? code.substr(0, kLength) : "";
}

bool is_schema_fault(const Error& error) {
  const std::string_view sqlstate = sqlstate_of(error);
  return !sqlstate.empty() && begins_with_any(sqlstate, kMissing);
}

bool ran_out_of_time(const Error& error) { return sqlstate_of(error) == "57014"; }

}  // namespace cabled::db
