#include "db/query/near_numbers.h"

#include "db/query/search_hints.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// A slip, or a gap of some days.
constexpr long kReach = 60;

// The numbers of a station and year stand together in cable_pkey. Where none is within kReach,
// there are not many.
constexpr const char* kOfTheYear = R"sql(
  SELECT c.id
    FROM cable c
   WHERE c.id >= $1::text || '0' AND c.id < $1::text || ':' AND c.twin_of IS NULL
   ORDER BY abs(c.serial - $2::bigint), c.id
   LIMIT $3
)sql";

std::vector<std::string> numbers_around(const CableId& id) {
  std::vector<std::string> around;
  around.reserve(static_cast<std::size_t>(2 * kReach));
  for (long distance = 1; distance <= kReach; ++distance) {
    for (const long serial : {id.serial() - distance, id.serial() + distance}) {
      const auto near = CableId::make(id.year(), id.station(), serial, id.series());
      if (near) around.push_back(near->text());
    }
  }
  return around;
}

std::string without_serial(const CableId& id) {
  const std::string& text = id.text();
  return text.substr(0, text.find_last_not_of("0123456789") + 1);
}

}  // namespace

std::vector<std::string> near_numbers(pqxx::work& tx, const CableId& id, int most) {
  std::vector<std::string> ids = known_ids(tx, numbers_around(id), most);
  if (!ids.empty()) return ids;
  for (const auto& row : execute(tx, kOfTheYear, without_serial(id), id.serial(), most)) {
    ids.push_back(get<std::string>(row, "id"));
  }
  return ids;
}

}  // namespace cabled::db
