#include "parsers/html/orderly_tree.h"

// Tree construction up to the body: HTML standard, 13.2.6.4.1 to 13.2.6.4.6.

namespace cabled {
namespace {

const LayoutAttributes kNothingWritten;

}  // namespace

bool OrderlyTree::start_before_body(GumboTag tag, const LayoutAttributes& attributes) {
  if (phase_ == Phase::kInitial) {
    open(GUMBO_TAG_HTML, tag == GUMBO_TAG_HTML ? attributes : kNothingWritten);
    phase_ = Phase::kBeforeHead;
    if (tag == GUMBO_TAG_HTML) return true;
  }
  if (phase_ == Phase::kBeforeHead) {
    open(GUMBO_TAG_HEAD, tag == GUMBO_TAG_HEAD ? attributes : kNothingWritten);
    phase_ = Phase::kInHead;
    if (tag == GUMBO_TAG_HEAD) return true;
  }
  if (phase_ == Phase::kInHead) return start_in_head(tag, attributes);
  switch (class_of(tag)) {
    case TagClass::kBody:
      open(tag, attributes);
      phase_ = Phase::kInBody;
      return true;
    case TagClass::kHeadVoid:  // these would go back into the head
    case TagClass::kHeadRaw:
    case TagClass::kTitle:
    case TagClass::kHtml:
    case TagClass::kHead:
      return false;
    default:
      return tag != GUMBO_TAG_NOFRAMES && to_body() && start_in_body(tag, attributes);
  }
}

bool OrderlyTree::start_in_head(GumboTag tag, const LayoutAttributes& attributes) {
  switch (class_of(tag)) {
    case TagClass::kHeadVoid:
    case TagClass::kHeadRaw:
    case TagClass::kTitle:
      add_void(tag, attributes);
      return true;
    case TagClass::kHead:
      return true;  // a second one counts for nothing
    case TagClass::kHtml:
      return false;
    default:
      if (tag == GUMBO_TAG_NOFRAMES) return false;
      close();
      phase_ = Phase::kAfterHead;
      return start_before_body(tag, attributes);
  }
}

bool OrderlyTree::end_before_body(GumboTag tag) {
  if (tag == GUMBO_TAG_HEAD && phase_ == Phase::kInHead) {
    close();
    phase_ = Phase::kAfterHead;
    return true;
  }
  return false;
}

// Whatever must stand in a body comes next.
bool OrderlyTree::to_body() {
  switch (phase_) {
    case Phase::kInitial:
      open(GUMBO_TAG_HTML, kNothingWritten);
      [[fallthrough]];
    case Phase::kBeforeHead:
      open(GUMBO_TAG_HEAD, kNothingWritten);
      [[fallthrough]];
    case Phase::kInHead:
      close();
      [[fallthrough]];
    case Phase::kAfterHead:
      open(GUMBO_TAG_BODY, kNothingWritten);
      phase_ = Phase::kInBody;
      return true;
    case Phase::kInBody:
      break;
  }
  return false;
}

}  // namespace cabled
