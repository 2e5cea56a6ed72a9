#include "daemon/formats/citations.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string_view>

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 12> kMonthNames{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
};

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int value = 0;
  if (text.size() < at + digits) return std::nullopt;
  const char* end = text.data() + at + digits;
  const auto read = std::from_chars(text.data() + at, end, value);
  return read.ptr == end && read.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

std::optional<Day> day_of(const CitedCable& cable) {
  if (!cable.sent_at) return std::nullopt;
  const auto year = number_at(*cable.sent_at, 0, 4);
  const auto month = number_at(*cable.sent_at, 5, 2);
  const auto day = number_at(*cable.sent_at, 8, 2);
  if (!year || !month || !day || *month < 1 || *month > 12) return std::nullopt;
  return Day{*year, *month, *day};
}

std::string day_in_words(const Day& day) {
  return fmt::format("{} {}, {}", kMonthNames.at(static_cast<std::size_t>(day.month - 1)), day.day,
                     day.year);
}

// What stands on one line: text of the network may hold line ends and controls.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (!is_control) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string for_bibtex(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '{':
      case '}':
      case '#':
      case '$':
      case '%':
      case '&':
      case '_':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

// Braces and percent signs end or comment out an entry; an address has them written as escapes.
std::string url_for_bibtex(std::string_view url) {
  std::string out;
  for (const char c : one_line(url)) {
    if (c == '{' || c == '}' || c == '\\') {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string sender(const CitedCable& cable) {
  return one_line(cable.from ? *cable.from : cable.station.value_or(""));
}

std::string title(const CitedCable& cable) {
  return one_line(cable.subject.value_or("Telegram " + cable.id));
}

std::string parties(const CitedCable& cable) {
  std::string from = sender(cable);
  if (from.empty() || !cable.to) return from;
  return from + " to " + one_line(*cable.to);
}

void add_part(std::string& out, std::string_view part) {
  if (part.empty()) return;
  if (!out.empty()) out += ", ";
  out += part;
}

}  // namespace

std::string bibtex_entry(const CitedCable& cable) {
  std::string key = cable.id;
  for (char& c : key) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    if (!plain) c = '-';
  }
  std::string out = fmt::format("@misc{{{},\n  title = {{{{{}}}}}", key, for_bibtex(title(cable)));
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) out += fmt::format(",\n  {} = {{{}}}", name, value);
  };
  if (const std::string from = sender(cable); !from.empty()) {
    add("author", '{' + for_bibtex(from) + '}');
  }
  if (const auto day = day_of(cable)) {
    add("year", std::to_string(day->year));
    add("month", std::to_string(day->month));
    add("date", fmt::format("{:04}-{:02}-{:02}", day->year, day->month, day->day));
  }
  add("type", "Telegram");
  add("number", for_bibtex(cable.id));
  add("note", for_bibtex(cable.classification.value_or("")));
  add("url", url_for_bibtex(cable.url));
  return out + "\n}\n";
}

std::string ris_record(const CitedCable& cable) {
  std::string out;
  const auto add = [&](const char* name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}  - {}\r\n", name, one_line(value));
  };
  add("TY", "GOVDOC");
  add("TI", title(cable));
  add("AU", sender(cable));
  if (const auto day = day_of(cable)) {
    add("PY", std::to_string(day->year));
    add("DA", fmt::format("{:04}/{:02}/{:02}", day->year, day->month, day->day));
  }
  add("M3", "Telegram");
  add("AN", cable.id);
  for (const std::string& tag : cable.tags) add("KW", tag);
  add("N1", cable.classification.value_or(""));
  add("UR", cable.url);
  return out + "ER  - \r\n";
}

Json csl_item(const CitedCable& cable) {
  Json item{{"id", cable.id}, {"type", "document"}, {"title", title(cable)}};
  if (const std::string from = sender(cable); !from.empty()) {
    item["author"] = Json::array({{{"literal", from}}});
  }
  if (const auto day = day_of(cable)) {
    item["issued"] = {
        {"date-parts", Json::array({Json::array({day->year, day->month, day->day})})}};
  }
  item["genre"] = "Telegram";
  item["number"] = cable.id;
  if (cable.classification) item["note"] = *cable.classification;
  if (!cable.tags.empty()) {
    std::string tags;
    for (const std::string& tag : cable.tags) tags += (tags.empty() ? "" : ", ") + one_line(tag);
    item["keyword"] = tags;
  }
  if (!cable.url.empty()) item["URL"] = one_line(cable.url);
  return item;
}

std::string archives_citation(const CitedCable& cable) {
  constexpr int kFirstElectronic = 1973;
  constexpr int kLastElectronic = 1979;
  std::string out = "Telegram " + cable.id;
  add_part(out, parties(cable));
  if (cable.subject) add_part(out, '"' + title(cable) + '"');
  const auto day = day_of(cable);
  if (day) add_part(out, day_in_words(*day));
  if (day && day->year >= kFirstElectronic && day->year <= kLastElectronic) {
    out +=
        "; Electronic Telegrams; Central Foreign Policy Files, 1973-79; General Records of the "
        "Department of State, Record Group 59; National Archives at College Park, MD";
  }
  if (!cable.url.empty()) out += "; " + one_line(cable.url);
  return out + ".";
}

std::string chicago_citation(const CitedCable& cable) {
  std::string out;
  add_part(out, parties(cable));
  if (cable.subject) {
    // The comma of a title in quotation marks stands within them.
    out += (out.empty() ? "\u201C" : ", \u201C") + title(cable) + ",\u201D telegram " + cable.id;
  } else {
    add_part(out, "telegram " + cable.id);
  }
  if (const auto day = day_of(cable)) add_part(out, day_in_words(*day));
  add_part(out, one_line(cable.classification.value_or("")));
  add_part(out, one_line(cable.url));
  return out + ".";
}

}  // namespace cabled
