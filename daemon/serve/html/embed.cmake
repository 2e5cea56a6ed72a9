# Writes OUTPUT, a C++ source that holds the style sheets INPUTS, one after the other.
set(css "")
foreach(input IN LISTS INPUTS)
  file(READ ${input} part)
  string(APPEND css "${part}")
endforeach()
file(WRITE ${OUTPUT} "// Made by daemon/serve/html/embed.cmake.\n#include \"daemon/serve/html/style_sheet.h\"\n\nnamespace cabled::serve {\n\nstd::string_view style_sheet() {\n  return R\"css(${css})css\";\n}\n\n}  // namespace cabled::serve\n")
