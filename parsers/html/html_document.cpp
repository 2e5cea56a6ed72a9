#include "parsers/html/html_document.h"

#include <gumbo.h>

#include <csetjmp>
#include <ctime>
#include <optional>
#include <string>
#include <utility>

#include "parsers/html/arena.h"
#include "parsers/html/controls.h"
#include "parsers/html/entities.h"
#include "parsers/html/flat_page.h"
#include "parsers/html/flatten_gumbo.h"
#include "parsers/html/gumbo_text.h"
#include "parsers/html/nesting.h"
#include "parsers/html/orderly_page.h"
#include "parsers/html/unnested_page.h"

namespace cabled {
namespace {

// Gumbo's time grows with the square of the depth, and its deadline is only looked at where it
// takes memory: a step up its stack takes 1 to 10 ns. No page seen is deeper than 40; browsers
// flatten what is deeper than 512.
constexpr NestingLimits kMaxNesting{2000, 150'000'000};

using Nanoseconds = std::chrono::nanoseconds;

// The one clock in parsers/: nothing but time bounds what Gumbo does with hostile markup, and the
// thread's own CPU time keeps the answer independent of what else the machine does.
Nanoseconds thread_cpu_time() {
  std::timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + Nanoseconds(now.tv_nsec);
}

bool is_past(const void* end) { return thread_cpu_time() > *static_cast<const Nanoseconds*>(end); }

extern "C" {
void* cabled_gumbo_allocate(void* arena, std::size_t size) {
  return static_cast<Arena*>(arena)->allocate(size);
}
void cabled_gumbo_release(void* /*arena*/, void* /*memory*/) {}
}

// Null when the arena gave up. Only Gumbo's C frames stand between the setjmp and the longjmp.
GumboOutput* parse_within(Arena& arena, const std::string& utf8) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = cabled_gumbo_allocate;
  options.deallocator = cabled_gumbo_release;
  options.userdata = &arena;
  options.max_errors = 0;  // each error keeps a copy of the stack of open elements
  if (setjmp(arena.escape()) != 0) return nullptr;
  return gumbo_parse_with_options(&options, utf8.data(), utf8.size());
}

}  // namespace

// The tree lies in the arena and dies with it; gumbo_destroy_output would recurse as deep as the
// page nests.
struct HtmlDocument::Tree {
  explicit Tree(std::string text) : utf8(std::move(text)) {}

  std::string utf8;
  std::optional<Arena> arena;  // of a page that Gumbo read
  FlatDocument flat;
};

Result<HtmlDocument> HtmlDocument::parse(std::string utf8, const HtmlLimits& limits, HtmlWay way) {
  auto tree = std::make_unique<Tree>(with_plain_line_ends(with_shown_controls(std::move(utf8))));
  if (nests_beyond(tree->utf8, kMaxNesting)) {
    tree->flat = read_unnested_page(tree->utf8);
    return HtmlDocument(std::move(tree));
  }
  if (way == HtmlWay::kShortest) {
    if (auto orderly = read_orderly_page(tree->utf8)) {
      tree->flat = std::move(*orderly);
      return HtmlDocument(std::move(tree));
    }
  }
  tree->utf8 = for_gumbo(with_bounded_numbers(std::move(tree->utf8)));
  const Nanoseconds end = thread_cpu_time() + limits.cpu_time;
  Arena& arena = tree->arena.emplace(limits.arena_bytes);
  arena.set_deadline({is_past, &end});
  const GumboOutput* output = parse_within(arena, tree->utf8);
  arena.set_deadline({nullptr, nullptr});
  if (output == nullptr) {
    return fail(ErrorKind::kInvalid, "page of {} bytes takes more than {} ms or {} MB to parse",
                tree->utf8.size(), limits.cpu_time.count(), limits.arena_bytes >> 20U);
  }
  tree->flat = flatten_gumbo(*output->root);
  return HtmlDocument(std::move(tree));
}

HtmlDocument::HtmlDocument(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
HtmlDocument::HtmlDocument(HtmlDocument&&) noexcept = default;
HtmlDocument& HtmlDocument::operator=(HtmlDocument&&) noexcept = default;
HtmlDocument::~HtmlDocument() = default;

const FlatPage& HtmlDocument::page() const noexcept { return tree_->flat.page; }

}  // namespace cabled
