#include "parsers/dedup/sequence_diff.h"

#include <algorithm>
#include <unordered_map>

namespace cabled {
namespace {

// The trace takes the square of this in integers: 4 MB.
constexpr int kMostExchanged = 1000;

using Items = std::span<const int>;

// How far each diagonal x - y = k was reached with d exchanges; k runs from -d to d.
struct Reach {
  int d;
  std::vector<int> x;

  explicit Reach(int exchanges)
      : d(exchanges), x(static_cast<std::size_t>(2) * static_cast<std::size_t>(exchanges) + 1) {}
  int& at(int k) { return x[place(k)]; }
  int at(int k) const { return x[place(k)]; }
  std::size_t place(int k) const { return static_cast<std::size_t>(std::ptrdiff_t{k} + d); }
};

// Whether diagonal k is reached from k + 1, by an insertion, and not from k - 1 by a deletion.
bool comes_from_above(const Reach& before, int k) {
  if (k - 1 < -before.d) return true;
  return k + 1 <= before.d && before.at(k - 1) < before.at(k + 1);
}

int start_on(const Reach& before, int k) {
  return comes_from_above(before, k) ? before.at(k + 1) : before.at(k - 1) + 1;
}

int slide(Items old, Items now, int x, int k) {
  const int old_size = static_cast<int>(old.size());
  const int new_size = static_cast<int>(now.size());
  while (x < old_size && x - k < new_size &&
         old[static_cast<std::size_t>(x)] == now[static_cast<std::size_t>(x - k)]) {
    ++x;
  }
  return x;
}

/// Reaches for 0, 1, 2, … exchanges, up to the one that gets to the end; empty when none does.
std::vector<Reach> trace(Items old, Items now) {
  const int old_size = static_cast<int>(old.size());
  const int new_size = static_cast<int>(now.size());
  std::vector<Reach> reaches;
  reaches.emplace_back(0);
  reaches[0].at(0) = slide(old, now, 0, 0);
  if (old_size == new_size && reaches[0].at(0) == old_size) return reaches;
  for (int d = 1; d <= kMostExchanged; ++d) {
    Reach next(d);
    // Diagonals of the other parity are never looked at; those beyond an end cannot be reached.
    for (int k = -d; k <= d; k += 2) {
      const int from = start_on(reaches.back(), k);
      next.at(k) = from > old_size || from - k > new_size ? from : slide(old, now, from, k);
      if (next.at(k) == old_size && next.at(k) - k == new_size) {
        reaches.push_back(std::move(next));
        return reaches;
      }
    }
    reaches.push_back(std::move(next));
  }
  return {};
}

std::vector<SequenceEdit> walk_back(const std::vector<Reach>& reaches, int x, int y) {
  std::vector<SequenceEdit> edits;
  for (std::size_t d = reaches.size() - 1; d > 0; --d) {
    const Reach& before = reaches[d - 1];
    const int k = x - y;
    const bool above = comes_from_above(before, k);
    const int from = above ? before.at(k + 1) : before.at(k - 1);
    const int from_y = from - (above ? k + 1 : k - 1);
    const auto ux = static_cast<std::size_t>(from);
    const auto uy = static_cast<std::size_t>(from_y);
    SequenceEdit edit{ux, above ? ux : ux + 1, uy, above ? uy + 1 : uy};
    if (!edits.empty() && edits.back().old_begin == edit.old_end &&
        edits.back().new_begin == edit.new_end) {
      edits.back().old_begin = edit.old_begin;
      edits.back().new_begin = edit.new_begin;
    } else {
      edits.push_back(edit);
    }
    x = from;
    y = from_y;
  }
  std::ranges::reverse(edits);
  return edits;
}

}  // namespace

std::vector<SequenceEdit> sequence_diff(std::span<const std::string_view> old,
                                        std::span<const std::string_view> now) {
  std::size_t head = 0;
  while (head < old.size() && head < now.size() && old[head] == now[head]) ++head;
  std::size_t tail = 0;
  while (tail < old.size() - head && tail < now.size() - head &&
         old[old.size() - 1 - tail] == now[now.size() - 1 - tail]) {
    ++tail;
  }
  std::unordered_map<std::string_view, int> numbers;
  const auto numbered = [&](std::span<const std::string_view> items) {
    std::vector<int> out;
    for (const std::string_view item : items.subspan(head, items.size() - head - tail)) {
      out.push_back(numbers.emplace(item, static_cast<int>(numbers.size())).first->second);
    }
    return out;
  };
  const std::vector<int> old_items = numbered(old);
  const std::vector<int> new_items = numbered(now);
  if (old_items.empty() && new_items.empty()) return {};

  const std::vector<Reach> reaches = trace(old_items, new_items);
  if (reaches.empty()) return {{head, old.size() - tail, head, now.size() - tail}};
  std::vector<SequenceEdit> edits =
      walk_back(reaches, static_cast<int>(old_items.size()), static_cast<int>(new_items.size()));
  for (SequenceEdit& edit : edits) {
    edit.old_begin += head;
    edit.old_end += head;
    edit.new_begin += head;
    edit.new_end += head;
  }
  return edits;
}

}  // namespace cabled
