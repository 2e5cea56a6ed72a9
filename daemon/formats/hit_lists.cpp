#include "daemon/formats/hit_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "daemon/json/cable_csv.h"
#include "daemon/json/search_json.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

// XML has no way to write a control character.
std::string for_xml(std::string_view text) {
  const Utf8Text valid = Utf8Text::sanitized(std::string(text));
  std::string out;
  for (const char c : valid.str()) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\t':
      case '\n':
      case '\r':
        out += ' ';
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          append_utf8(out, 0xFFFD);
        } else {
          out += c;
        }
    }
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_' || c == ':';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string plain_snippet(const std::string& snippet) {
  std::string out;
  for (const SnippetPiece& piece : snippet_pieces(snippet)) out += piece.text;
  return out;
}

std::string atom_entry(const AtomFeed& feed, const db::SearchHit& hit) {
  std::string out = fmt::format(
      "<entry>\n<id>urn:x-cabled:cable:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n"
      "<link rel=\"alternate\" href=\"{}\"/>\n<author><name>{}</name></author>\n",
      for_xml(escaped(hit.id)), for_xml(hit.subject.value_or(hit.id)), for_xml(hit.changed_at),
      for_xml(feed.cables_base + escaped(hit.id)), for_xml(hit.station.value_or("unknown")));
  if (hit.sent_at) out += fmt::format("<published>{}</published>\n", for_xml(*hit.sent_at));
  return out +
         fmt::format("<summary>{}</summary>\n</entry>\n", for_xml(plain_snippet(hit.snippet)));
}

}  // namespace

std::string hits_csv(std::span<const db::SearchHit> hits) {
  std::string out = "id,sent_at,station,classification,subject,snippet\r\n";
  const auto cell = [](const std::string& text) { return csv_cell(text, CsvFormulas::kDefused); };
  for (const db::SearchHit& hit : hits) {
    out += cell(hit.id) + ',' + cell(hit.sent_at.value_or("")) + ',' +
           cell(hit.station.value_or("")) + ',' + cell(hit.classification.value_or("")) + ',' +
           cell(hit.subject.value_or("")) + ',' + cell(plain_snippet(hit.snippet)) + "\r\n";
  }
  return out;
}

std::string hits_atom(const AtomFeed& feed, std::span<const db::SearchHit> hits) {
  // A feed without entries has not changed since there were none.
  std::string updated = "1970-01-01T00:00:00Z";
  for (const db::SearchHit& hit : hits) updated = std::max(updated, hit.changed_at);
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
      "<id>urn:x-cabled:search:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n"
      "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n"
      "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n"
      "<generator>cabled</generator>\n",
      for_xml(escaped(feed.query)), for_xml(feed.title), updated, for_xml(feed.self),
      for_xml(feed.page));
  for (const db::SearchHit& hit : hits) out += atom_entry(feed, hit);
  return out + "</feed>\n";
}

}  // namespace cabled
