#include "parsers/cable/damage/find_damage.h"

#include <algorithm>
#include <iterator>

#include "parsers/cable/damage/lost_header.h"
#include "parsers/cable/damage/lost_lines.h"
#include "parsers/cable/damage/lost_pages.h"
#include "parsers/cable/damage/lost_paragraphs.h"

namespace cabled {
namespace {

void add_all(std::vector<Damage>& all, std::vector<Damage>&& some) {
  std::ranges::move(some, std::back_inserter(all));
}

}  // namespace

std::vector<Damage> find_damage(const Cable& cable, const CleanText& clean) {
  std::vector<Damage> damage;
  add_all(damage, find_lost_header(cable, clean));
  add_all(damage, find_lost_pages(cable.text));
  add_all(damage, find_lost_paragraphs(cable));
  add_all(damage, find_lost_lines(cable, clean));
  return damage;
}

std::string damage_warning(const Damage& damage) { return damage.place + ": " + damage.detail; }

}  // namespace cabled
