#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// Walks through XML, well-formed or not, tag by tag in one pass over the bytes.
///
/// No tree, no DTD, no entity but the five of XML and numbers: nothing outside the bytes is ever
/// read and nothing grows beyond them. `bytes` must outlive the scanner and its views.
class XmlScanner {
 public:
  enum class Event { kStart, kEnd, kText, kDone };

  explicit XmlScanner(std::string_view bytes) : rest_(bytes) {}

  /// Moves on. Comments, processing instructions and the document type are passed over; an element
  /// closed in its own tag gives kStart alone, and is_empty() says so.
  Event next();

  /// Of a kStart or kEnd: the name without and the prefix without colon ("" when there is none).
  std::string_view local_name() const noexcept;
  std::string_view prefix() const noexcept;
  bool is_empty() const noexcept { return is_empty_; }
  /// Of a kStart: the attribute's value; nullopt when it is absent.
  std::optional<std::string> attribute(std::string_view name) const;
  /// Of a kText: what it says, entities undone; white space is kept.
  std::string text() const;

 private:
  Event take_markup();
  Event take_tag();
  void skip_past(std::string_view end);
  void skip_document_type();

  std::string_view rest_;
  std::string_view name_;
  std::string_view attributes_;
  std::string_view text_;
  bool is_empty_ = false;
  bool is_cdata_ = false;
};

/// `text` with &amp; &lt; &gt; &quot; &apos; &#38; &#x26; undone; any other '&' stays.
std::string undo_xml_entities(std::string_view text);

}  // namespace cabled
