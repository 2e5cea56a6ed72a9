#pragma once

// libpqxx 6.4 as Debian builds it knows neither std::string_view nor, without this macro,
// std::optional. Every db/ file includes this header, never <pqxx/...>.
#define PQXX_HAVE_OPTIONAL 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <pqxx/pqxx>
#pragma GCC diagnostic pop

#include <string>
#include <string_view>

template <>
struct pqxx::string_traits<std::string_view> {
  static constexpr const char* name() noexcept { return "string_view"; }
  static constexpr bool has_null() noexcept { return false; }
  static bool is_null(std::string_view) { return false; }
  static std::string to_string(std::string_view text) { return std::string(text); }
};
