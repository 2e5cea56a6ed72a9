#include "parsers/query/filter_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "parsers/cable/station/canonical_id.h"
#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kLongestName = 255;
// Shorter beginnings fit many posts, and the only one today is not what was meant.
constexpr std::size_t kShortestBeginning = 4;

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      letters += ascii::to_upper(c);
    }
  }
  return letters;
}

// The only post whose name begins with `name`.
std::optional<std::string_view> begun_station(std::string_view name) {
  if (name.size() < kShortestBeginning) return std::nullopt;
  const auto stations = station_names();
  const auto first = std::ranges::lower_bound(stations, name);
  if (first == stations.end() || !first->starts_with(name)) return std::nullopt;
  const auto second = std::next(first);
  if (second != stations.end() && second->starts_with(name)) return std::nullopt;
  return *first;
}

struct ClassificationWords {
  std::string_view letters;
  std::string_view published;
};

constexpr std::string_view kFouo = "UNCLASSIFIED//FOR OFFICIAL USE ONLY";
constexpr auto kClassificationWords = std::to_array<ClassificationWords>({
    {"U", "UNCLASSIFIED"},
    {"UNCLAS", "UNCLASSIFIED"},
    {"UNCLASS", "UNCLASSIFIED"},
    {"UNCLASSIFIED", "UNCLASSIFIED"},
    {"FOUO", kFouo},
    {"UFOUO", kFouo},
    {"UNCLASFOUO", kFouo},
    {"UNCLASSIFIEDFOUO", kFouo},
    {"UNCLASFOROFFICIALUSEONLY", kFouo},
    {"UNCLASSIFIEDFOROFFICIALUSEONLY", kFouo},
    {"FOROFFICIALUSEONLY", kFouo},
    {"LOU", "LIMITED OFFICIAL USE"},
    {"LIMITEDOFFICIALUSE", "LIMITED OFFICIAL USE"},
    {"C", "CONFIDENTIAL"},
    {"CONF", "CONFIDENTIAL"},
    {"CONFIDENTIAL", "CONFIDENTIAL"},
    {"CNF", "CONFIDENTIAL//NOFORN"},
    {"CNOFORN", "CONFIDENTIAL//NOFORN"},
    {"CONFIDENTIALNF", "CONFIDENTIAL//NOFORN"},
    {"CONFIDENTIALNOFORN", "CONFIDENTIAL//NOFORN"},
    {"S", "SECRET"},
    {"SECRET", "SECRET"},
    {"SNF", "SECRET//NOFORN"},
    {"SNOFORN", "SECRET//NOFORN"},
    {"SECRETNF", "SECRET//NOFORN"},
    {"SECRETNOFORN", "SECRET//NOFORN"},
    {"TS", "TOP SECRET"},
    {"TOPSECRET", "TOP SECRET"},
});

}  // namespace

Result<std::string> read_station_value(std::string_view text) {
  const std::string name = letters_of(text);
  if (name.empty() || name.size() > kLongestName) {
    return fail(ErrorKind::kInvalid, "no station in '{}'; hint: a name as in ids, such as TOKYO",
                text.substr(0, kLongestName));
  }
  if (const auto known = known_station(name)) return std::string(*known);
  if (const auto begun = begun_station(name)) return std::string(*begun);
  return name;
}

Result<std::string> read_classification_value(std::string_view text) {
  const std::string letters = letters_of(text);
  const auto found =
      std::ranges::find(kClassificationWords, letters, &ClassificationWords::letters);
  if (found == kClassificationWords.end()) {
    return fail(ErrorKind::kInvalid,
                "no classification in '{}'; hint: unclassified, fouo, lou, confidential, c/nf, "
                "secret or s/nf",
                text.substr(0, kLongestName));
  }
  return std::string(found->published);
}

Result<std::string> read_tag_value(std::string_view text) {
  const std::string tag = ascii::upper(ascii::trim(text));
  if (tag.empty() || tag.size() > kLongestName || tag.find('"') != std::string::npos) {
    return fail(ErrorKind::kInvalid, "no TAG in '{}'; hint: a code such as PREL",
                text.substr(0, kLongestName));
  }
  return tag;
}

Result<std::string> read_site_value(std::string_view text) {
  std::string host = ascii::lower(ascii::trim(text));
  if (const auto scheme = host.find("://"); scheme != std::string::npos) host.erase(0, scheme + 3);
  host.erase(std::min(host.find_first_of("/?#"), host.size()));
  if (host.empty() || host.size() > kLongestName ||
      host.find_first_of(" \t\"") != std::string::npos) {
    return fail(ErrorKind::kInvalid, "no site in '{}'; hint: a host such as www.example.org",
                text.substr(0, kLongestName));
  }
  return host;
}

Result<std::string> read_id_value(std::string_view text) {
  const std::string_view trimmed = ascii::trim(text);
  constexpr std::string_view kContent = "sha256:";
  constexpr std::size_t kDigits = 64;
  if (ascii::istarts_with(trimmed, kContent) && trimmed.size() == kContent.size() + kDigits) {
    return ascii::lower(trimmed);
  }
  auto id = trimmed.size() <= kLongestName
                ? canonical_id(trimmed)
                : fail(ErrorKind::kInvalid, "too long for the id of a cable");
  if (!id) {
    return fail(ErrorKind::kInvalid, "no id of a cable in '{}'; hint: such as 10TOKYO153",
                trimmed.substr(0, kLongestName));
  }
  return id->text();
}

Result<int> read_year_value(std::string_view text) {
  const std::string_view digits = ascii::trim(text);
  int year = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
  if (failed != std::errc{} || end != digits.data() + digits.size() || digits.size() != 4) {
    return fail(ErrorKind::kInvalid, "'{}' is no year; hint: 2009", digits.substr(0, kLongestName));
  }
  return year;
}

}  // namespace cabled
