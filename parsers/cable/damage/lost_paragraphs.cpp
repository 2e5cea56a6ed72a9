#include "parsers/cable/damage/lost_paragraphs.h"

#include <string>

namespace cabled {
namespace {

// A gap wider than this is another count: of an annex, of a list.
constexpr int kWidestGap = 20;

std::vector<int> numbers_of(const Cable& cable) {
  std::vector<int> numbers;
  for (const Paragraph& paragraph : cable.paragraphs) {
    if (paragraph.number) numbers.push_back(*paragraph.number);
  }
  return numbers;
}

bool goes_on(const std::vector<int>& numbers, std::size_t at) {
  return at + 1 == numbers.size() || numbers[at + 1] > numbers[at];
}

Damage gap(int first, int last) {
  const std::string place = "p" + std::to_string(first);
  if (first == last) {
    return {DamageKind::kParagraphGap, place, "paragraph " + std::to_string(first) + " is missing"};
  }
  return {DamageKind::kParagraphGap, place,
          "paragraphs " + std::to_string(first) + " to " + std::to_string(last) + " are missing"};
}

}  // namespace

std::vector<Damage> find_lost_paragraphs(const Cable& cable) {
  std::vector<Damage> damage;
  const std::vector<int> numbers = numbers_of(cable);
  int last = numbers.empty() ? 0 : numbers.front();
  for (std::size_t at = 1; at < numbers.size(); ++at) {
    const int number = numbers[at];
    if (number > last + 1 && number <= last + 1 + kWidestGap && goes_on(numbers, at)) {
      damage.push_back(gap(last + 1, number - 1));
    }
    if (number > last) last = number;
  }
  return damage;
}

}  // namespace cabled
