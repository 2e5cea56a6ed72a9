#include "parsers/page/verdict.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct Sign {
  std::string_view words;  ///< lower case
  std::string_view verdict;
};

/// Pages that stand in another page's place say so in a few words; longer pages may speak of them.
constexpr std::size_t kInterstitialBytes = 4000;

/// One telegram has a transmission line and a classification line; its sections may add to the
/// former, but then it has a third paragraph too.
constexpr std::size_t kListedTelegrams = 4;
constexpr int kFurtherParagraph = 3;

constexpr std::array kSigns{
    Sign{"captcha", "captcha"},
    Sign{"are you a robot", "captcha"},
    Sign{"not a robot", "captcha"},
    Sign{"verify you are human", "captcha"},
    Sign{"verify that you are human", "captcha"},
    Sign{"checking your browser", "captcha"},
    Sign{"unusual traffic", "captcha"},
    Sign{"just a moment...", "captcha"},
    Sign{"before you continue", "consent_wall"},
    Sign{"we value your privacy", "consent_wall"},
    Sign{"accept all cookies", "consent_wall"},
    Sign{"accept cookies", "consent_wall"},
    Sign{"manage your consent", "consent_wall"},
    Sign{"we use cookies", "consent_wall"},
    Sign{"log in to continue", "login_wall"},
    Sign{"please log in", "login_wall"},
    Sign{"please sign in", "login_wall"},
    Sign{"sign in to continue", "login_wall"},
    Sign{"forgot your password", "login_wall"},
    Sign{"subscribe to continue", "login_wall"},
    Sign{"subscribers only", "login_wall"},
    Sign{"page not found", "error_page"},
    Sign{"404 not found", "error_page"},
    Sign{"error 404", "error_page"},
    Sign{"page cannot be found", "error_page"},
    Sign{"page you requested", "error_page"},
    Sign{"page you are looking for", "error_page"},
    Sign{"no longer available", "error_page"},
    Sign{"internal server error", "error_page"},
    Sign{"service unavailable", "error_page"},
    Sign{"temporarily unavailable", "error_page"},
    Sign{"bad gateway", "error_page"},
    Sign{"403 forbidden", "error_page"},
    Sign{"access denied", "error_page"},
    Sign{"error establishing a database connection", "error_page"},
    Sign{"account has been suspended", "error_page"},
    Sign{"domain is for sale", "error_page"},
    Sign{"has not archived that url", "error_page"},
    Sign{"page has been excluded from the wayback", "error_page"},
};

std::string_view interstitial_verdict(const JudgedPage& page) noexcept {
  for (const JudgedLine& line : page.lines) {
    const auto* sign = std::ranges::find_if(kSigns, [&](const Sign& candidate) {
      return ascii::icontains(line.text, candidate.words);
    });
    if (sign != kSigns.end()) return sign->verdict;
  }
  return {};
}

struct Census {
  std::size_t bytes = 0;
  int lines = 0;
  int linked = 0;  ///< a good part of them is link
  int telegram = 0;
};

Census take_census(const JudgedPage& page) noexcept {
  Census census;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const JudgedLine& line = page.lines[i];
    if (line.blank) continue;
    ++census.lines;
    census.bytes += line.text.size();
    census.linked += std::size_t{8} * page.layout.lines[i].link_bytes >= line.text.size() ? 1 : 0;
    census.telegram += telegram_strength(line.telegram) >= 2 && !line.linked ? 1 : 0;
  }
  return census;
}

}  // namespace

std::string_view verdict_on(const JudgedPage& page) {
  const Census census = take_census(page);
  if (census.lines == 0) return "empty_page";
  if (census.bytes <= kInterstitialBytes && census.telegram == 0) {
    if (const auto verdict = interstitial_verdict(page); !verdict.empty()) return verdict;
  }
  if (is_list_of_telegrams(page)) return "index_page";
  const bool mostly_links = census.linked >= 8 && census.linked * 5 >= census.lines * 2;
  if (mostly_links) return "index_page";
  return census.telegram > 0 ? "quotes_only" : "no_telegram_lines";
}

bool is_list_of_telegrams(const JudgedPage& page) {
  std::set<std::string_view> telegrams;
  for (const JudgedLine& line : page.lines) {
    if (line.telegram == TelegramLine::kTransmission ||
        line.telegram == TelegramLine::kClassification) {
      const std::string_view text = ascii::trim(line.text);
      // Sections of one telegram are numbered.
      if (text.find("SECTION") == std::string_view::npos) telegrams.insert(text);
    }
    if (paragraph_number(line.text).value_or(0) >= kFurtherParagraph) return false;
  }
  return telegrams.size() >= kListedTelegrams;
}

}  // namespace cabled
