#include "parsers/model/cable_fields.h"

#include <gtest/gtest.h>

#include <concepts>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "tests/support/shared_data.h"

namespace cabled::cable_fields_test {
namespace {

/// Becomes whatever member it is put in the place of, but for numbers and flags. Only counted with,
/// never run.
struct AnyMember {
  template <class T>
  requires(!std::is_arithmetic_v<T>) operator T()
      const {  // NOLINT(google-explicit-constructor): it is to convert
    std::abort();
  }
};

/// How many members an aggregate has: as many as an initializer may name.
template <class T, class... Members>
constexpr std::size_t member_count() {
  if constexpr (requires { T{Members{}..., AnyMember{}}; }) {
    return member_count<T, Members..., AnyMember>();
  } else if constexpr (requires { T{Members{}..., false}; }) {
    return member_count<T, Members..., bool>();
  } else {
    return sizeof...(Members);
  }
}

TEST(CableFields, AreAllMembersOfACable) { EXPECT_EQ(kCableFieldCount, member_count<Cable>()); }

TEST(CableFields, HaveAKeyAndAMemberEach) {
  std::set<std::string_view> keys;
  std::set<const void*> members;
  each_field(Cable{}, [&](const auto& field, const auto& value) {
    keys.insert(field.key);
    if constexpr (std::is_member_object_pointer_v<decltype(field.get)>) {
      members.insert(&value);
    } else {
      members.insert(&field);
    }
  });

  EXPECT_EQ(keys.size(), kCableFieldCount);
  EXPECT_EQ(members.size(), kCableFieldCount);
}

TEST(CableFields, GiveTheOneCableThatReplacesAnotherAsAList) {
  Cable cable;
  EXPECT_TRUE(replacements(cable).empty());

  cable.replaced_by = CableId::parse("09OSLO206").value();

  EXPECT_EQ(replacements(cable), std::vector{*cable.replaced_by});
}

/// What the column "type" of the document calls a type.
template <class T>
struct TypeName {
  static constexpr const char* kName = "object";
};
template <>
struct TypeName<std::string> {
  static constexpr const char* kName = "string";
};
template <>
struct TypeName<CableId> : TypeName<std::string> {};
template <>
struct TypeName<bool> {
  static constexpr const char* kName = "bool";
};
template <std::integral T>
struct TypeName<T> {
  static constexpr const char* kName = "int";
};

template <class T>
std::string type_name(const T&) {
  return TypeName<T>::kName;
}
template <class T>
std::string type_name(const std::optional<T>&) {
  return std::string(TypeName<T>::kName) + '?';
}
template <class T>
std::string type_name(const std::vector<T>&) {
  return std::string("[") + TypeName<T>::kName + ']';
}

std::string heading(FieldSection section) {
  switch (section) {
    case FieldSection::kIdentity:
      return "Identity";
    case FieldSection::kHeader:
      return "Header";
    case FieldSection::kSubject:
      return "Subject and references";
    case FieldSection::kBody:
      return "Body";
    case FieldSection::kOrigin:
      return "Where it comes from";
  }
  return "";
}

/// "Header: dtg string?", a line a key.
std::vector<std::string> listed_fields() {
  std::vector<std::string> lines;
  each_field(Cable{}, [&](const auto& field, const auto& value) {
    lines.push_back(heading(field.section) + ": " + std::string(field.key) + ' ' +
                    type_name(value));
  });
  return lines;
}

/// The words in backquotes of a cell.
std::vector<std::string> quoted_words(const std::string& cell) {
  std::vector<std::string> words;
  for (std::size_t at = cell.find('`'); at != std::string::npos;) {
    const std::size_t end = cell.find('`', at + 1);
    words.push_back(cell.substr(at + 1, end - at - 1));
    at = cell.find('`', end + 1);
  }
  return words;
}

/// The same of the tables of a document: rows "| `key`, `key` | type | …" below "## Heading".
std::vector<std::string> documented_fields(const std::string& document) {
  std::vector<std::string> lines;
  std::string section;
  std::istringstream rows(document);
  for (std::string row; std::getline(rows, row);) {
    if (row.starts_with("## ")) section = row.substr(3);
    if (!row.starts_with("| `")) continue;
    const std::size_t keys_end = row.find(" |");
    const std::size_t type_end = row.find(" |", keys_end + 2);
    const std::string type = row.substr(keys_end + 3, type_end - keys_end - 3);
    for (const std::string& key : quoted_words(row.substr(0, keys_end))) {
      lines.push_back(section + ": " + key + ' ' + type);
    }
  }
  return lines;
}

TEST(CableFields, StandInTheDocumentInTheirOrderWithTheirTypes) {
  const std::string document = test::read_file(test::source_folder() / "docs/cable.md");

  EXPECT_EQ(documented_fields(document), listed_fields())
      << "hint: a row for each in docs/cable.md";
}

}  // namespace
}  // namespace cabled::cable_fields_test
