#pragma once

#include <string_view>

namespace cabled {

/// Whether no English sentence has `next` behind `word`: "the / of", "would / was". Both as they
/// stand in the text; only words of a small class are judged, so false means nothing.
bool cannot_stand_behind(std::string_view word, std::string_view next);

}  // namespace cabled
