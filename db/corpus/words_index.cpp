#include "db/corpus/words_index.h"

namespace cabled::db {
namespace {

constexpr const char* kGiveRoom = R"sql(
  SELECT set_config('work_mem', '32MB', true)
   WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')
)sql";

constexpr const char* kEnterWaiting = R"sql(
  SELECT enter_waiting_words()
)sql";

}  // namespace

void give_room_for_words(pqxx::work& tx) { tx.exec(kGiveRoom); }

void enter_waiting_words(pqxx::work& tx) { tx.exec(kEnterWaiting); }

}  // namespace cabled::db
