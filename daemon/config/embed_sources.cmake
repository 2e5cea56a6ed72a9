# Writes OUTPUT, a C++ source that holds the files INPUTS of deploy/sources.
set(rows "")
foreach(input IN LISTS INPUTS)
  file(READ ${input} text)
  get_filename_component(name ${input} NAME_WE)
  string(APPEND rows "    {\"${name}\", R\"toml(${text})toml\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by daemon/config/embed_sources.cmake.\n#include \"daemon/config/shipped_sources.h\"\n\nnamespace cabled {\nnamespace {\n\nconstexpr ShippedSource kSources[] = {\n${rows}};\n\n}  // namespace\n\nstd::span<const ShippedSource> shipped_sources() { return kSources; }\n\n}  // namespace cabled\n")
