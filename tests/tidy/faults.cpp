// Faults that clang-tidy must find, each kind on the way that a check of ours takes: an expression,
// a declaration, a template that is never instantiated, a specialisation in another's namespace, a
// lambda that goes into the standard library, a path of the analyzer, a warning of the compiler.
// tests/analyse compares the lines marked with what is found, for a clang-tidy that finds nothing
// anywhere looks like a clean tree.
#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cabled {
namespace {

std::string moved_twice(std::string text) {
  std::string taken = std::move(text);
  return taken + text;  // finds: bugprone-use-after-move
}

int BadName() { return 1; }  // finds: readability-identifier-naming

typedef std::vector<int> Numbers;  // finds: modernize-use-using

template <typename T>
bool never_used(const T& values) {
  return values.size() == 0 &&
         sizeof(values.data()) == sizeof(sizeof(T));  // finds: bugprone-sizeof-expression
}

bool any_empty(const std::vector<std::string>& texts) {
  return std::ranges::any_of(
      texts, [](const std::string text) {  // finds: performance-unnecessary-value-param
        return text.empty();
      });
}

int read_freed() {
  int* number = new int(3);
  delete number;
  return *number;  // finds: clang-analyzer-cplusplus.NewDelete
}

struct __Reserved {  // finds: clang-diagnostic-reserved-identifier, readability-identifier-naming
  Numbers numbers;
};

struct HalfCopied {  // finds: cppcoreguidelines-special-member-functions
  ~HalfCopied() { release(); }
  void release() {}
};

}  // namespace

struct Key {
  std::string text;
};

int use_all() {
  const __Reserved reserved{{1}};
  return static_cast<int>(moved_twice("a").size()) + BadName() +
         static_cast<int>(any_empty({"b"})) + read_freed() +
         static_cast<int>(reserved.numbers.size());
}

}  // namespace cabled

template <>
struct std::hash<cabled::Key> {
  std::size_t operator()(
      const cabled::Key key) const {  // finds: performance-unnecessary-value-param
    return std::hash<std::string>{}(key.text);
  }
};
