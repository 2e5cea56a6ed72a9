#pragma once

#include <string_view>

#include "parsers/model/error.h"

namespace cabled::db {

/// What a statement met, as an Error whose message ends with the SQLSTATE and, where somebody must
/// do something about it, with that.
///
/// kInvalid is what the data of the statement alone can cause (classes 22, 23 and 54). kRefused is
/// what stays as it is until somebody changes server, schema or rights. All else is kTransient: not
/// known to be anyone's fault, so it is waited for and nothing is given up over it.
Error server_fault(std::string_view sqlstate, std::string_view message);

/// The code in a message of server_fault(); "" for any other error.
std::string_view sqlstate_of(const Error& error);

/// Whether a table, column, function or type that this program needs is not there.
bool is_schema_fault(const Error& error);

/// Whether a statement was cancelled, as by statement_timeout: transient, but less work at a time
/// is the likelier cure.
bool ran_out_of_time(const Error& error);

}  // namespace cabled::db
