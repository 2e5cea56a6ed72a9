#pragma once

#include <string>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

struct ServerFacts {
  std::string version;  ///< as the server writes it: "15.18 (Debian …)"
  double clock = 0;     ///< its time, in seconds since 1970
};

ServerFacts server_facts(pqxx::work& tx);

}  // namespace cabled::db
