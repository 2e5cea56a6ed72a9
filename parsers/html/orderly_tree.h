#pragma once

#include <string_view>

#include "parsers/html/flat_page.h"
#include "parsers/html/open_elements.h"

namespace cabled {

/// Tree construction (HTML standard, 13.2.6) for pages whose tags stand in such an order that it
/// is known what Gumbo makes of them. Each step says whether it is known; once one was not, the
/// tree is worthless and Gumbo must read the page.
class OrderlyTree {
 public:
  [[nodiscard]] bool doctype(std::string_view text);
  [[nodiscard]] bool start_tag(GumboTag tag, const LayoutAttributes& attributes);
  [[nodiscard]] bool end_tag(GumboTag tag);
  /// Characters with their references decoded.
  [[nodiscard]] bool text(std::string_view text);
  void comment() { drops_line_end_ = false; }
  [[nodiscard]] bool finish();

  FlatPage take() && { return std::move(page_).take(); }

 private:
  enum class Phase { kInitial, kBeforeHead, kInHead, kAfterHead, kInBody };
  enum class Quirks { kYes, kNo, kUnknown };

  void open(GumboTag tag, const LayoutAttributes& attributes);
  void add_void(GumboTag tag, const LayoutAttributes& attributes);
  void close();
  void close_to(std::size_t index);

  bool start_before_body(GumboTag tag, const LayoutAttributes& attributes);
  bool start_in_head(GumboTag tag, const LayoutAttributes& attributes);
  bool start_in_body(GumboTag tag, const LayoutAttributes& attributes);
  bool start_in_table(GumboTag tag, const LayoutAttributes& attributes);
  bool start_in_select(GumboTag tag, const LayoutAttributes& attributes);
  bool start_flow(GumboTag tag, const LayoutAttributes& attributes);
  bool start_block(GumboTag tag, const LayoutAttributes& attributes);
  bool start_item(GumboTag tag, const LayoutAttributes& attributes);
  bool start_formatting(GumboTag tag, const LayoutAttributes& attributes);
  bool start_table(const LayoutAttributes& attributes);
  bool start_form(const LayoutAttributes& attributes);
  bool start_table_part(GumboTag tag, const LayoutAttributes& attributes);

  bool end_before_body(GumboTag tag);
  bool end_in_table(GumboTag tag);
  bool end_in_select(GumboTag tag);
  bool end_flow(GumboTag tag);
  bool end_block(std::size_t index);
  bool end_paragraph();
  bool end_formatting(GumboTag tag);
  bool end_inline(GumboTag tag);
  bool end_form();
  bool end_table_part(GumboTag tag);

  bool close_paragraph();
  bool close_cell();
  bool to_body();
  bool is_in_table() const noexcept;
  bool is_in_select() const noexcept;

  FlatPageBuilder page_;
  OpenElements open_;
  Phase phase_ = Phase::kInitial;
  Quirks quirks_ = Quirks::kYes;
  bool had_doctype_ = false;
  bool has_form_ = false;
  bool drops_line_end_ = false;  ///< a line end right behind <pre> does not count
};

}  // namespace cabled
