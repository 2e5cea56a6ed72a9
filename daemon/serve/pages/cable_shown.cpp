#include "daemon/serve/pages/cable_shown.h"

namespace cabled::serve {

Address CableShown::address() const {
  Address own = Address("/cable").below(stored.id);
  return query ? own.with("q", *query) : own;
}

std::optional<std::string> CableShown::text_of(const char* field) const {
  const auto found = fields.find(field);
  if (found == fields.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::vector<std::string> CableShown::texts_of(const char* field) const {
  std::vector<std::string> texts;
  const auto found = fields.find(field);
  if (found == fields.end() || !found->is_array()) return texts;
  for (const auto& item : *found) {
    if (item.is_string()) texts.push_back(item.get<std::string>());
  }
  return texts;
}

}  // namespace cabled::serve
