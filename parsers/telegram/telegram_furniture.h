#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace cabled {

/// A line among the lines of a telegram, as a reader of furniture is asked about it.
struct TelegramPlace {
  std::span<const std::string_view> lines;  ///< of the whole telegram
  std::size_t at;                           ///< which of them
  std::size_t body;  ///< the line of the first paragraph; lines.size() until it was met

  bool in_body() const noexcept { return body < lines.size(); }
};

/// What the telegraph or an archive put between the lines of a telegram, and no author wrote.
struct TelegramFurniture {
  std::string_view name;                            ///< "section_head"
  std::size_t (*size)(const TelegramPlace& place);  ///< how many lines from there on; 0: it is none
};

/// All that is known, but for page markers (find_page_marks.h), which may stand inside a line. A
/// further kind is a row of this table.
std::span<const TelegramFurniture> telegram_furniture() noexcept;

}  // namespace cabled
