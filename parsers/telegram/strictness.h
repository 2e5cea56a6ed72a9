#pragma once

namespace cabled {

/// How much damage a reader bears. The locator judges lines of any page and must not take prose for
/// a telegram; the readers of fields know that a telegram is before them.
enum class Strictness { kStrict, kTolerant };

}  // namespace cabled
