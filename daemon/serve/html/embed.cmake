# Writes OUTPUT, a C++ source that holds the style sheet INPUT.
file(READ ${INPUT} css)
file(WRITE ${OUTPUT} "// Made by daemon/serve/html/embed.cmake from style.css.\n#include \"daemon/serve/html/style_sheet.h\"\n\nnamespace cabled::serve {\n\nstd::string_view style_sheet() {\n  return R\"css(${css})css\";\n}\n\n}  // namespace cabled::serve\n")
