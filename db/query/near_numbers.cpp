#include "db/query/near_numbers.h"

#include <array>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// A slip or a gap of some days is within the first; what is farther than the second is not near.
constexpr std::array<long, 2> kReaches = {60, 2'000};

// Index used: cable_pkey, once a number. Those of a station and year have no index of their own.
constexpr const char* kStored = R"sql(
  SELECT c.id
    FROM unnest($1::text[]) WITH ORDINALITY AS near(id, place)
    JOIN cable c ON c.id = near.id
   WHERE c.twin_of IS NULL
   ORDER BY place
   LIMIT $2
)sql";

std::vector<std::string> numbers_around(const CableId& id, long reach) {
  std::vector<std::string> around;
  around.reserve(static_cast<std::size_t>(2 * reach));
  for (long distance = 1; distance <= reach; ++distance) {
    for (const long serial : {id.serial() - distance, id.serial() + distance}) {
      const auto near = CableId::make(id.year(), id.station(), serial, id.series());
      if (near) around.push_back(near->text());
    }
  }
  return around;
}

}  // namespace

std::vector<std::string> near_numbers(pqxx::work& tx, const CableId& id, int most) {
  std::vector<std::string> ids;
  for (const long reach : kReaches) {
    ids.clear();
    for (const auto& row : execute(tx, kStored, array_literal(numbers_around(id, reach)), most)) {
      ids.push_back(get<std::string>(row, "id"));
    }
    if (!ids.empty()) break;
  }
  return ids;
}

}  // namespace cabled::db
