# The steps of the store's schema, src/store/migrations/NNNN_NAME.{up,down}.sql, as a source that
# defines store::migrations().
set(migrations_source ${PROJECT_BINARY_DIR}/generated/store_migrations.cc)
file(GLOB steps CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/store/migrations/*.up.sql)
set(migrations "")
foreach(up IN LISTS steps)
  string(REGEX REPLACE "\\.up\\.sql$" ".down.sql" down ${up})
  string(REGEX MATCH "([0-9]+)_([a-z_]+)\\.up\\.sql$" _ ${up})
  math(EXPR number "1${CMAKE_MATCH_1} - 10000")  # a leading zero would make it octal
  file(READ ${up} up_text)
  file(READ ${down} down_text)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${up} ${down})
  string(APPEND migrations
    "    {${number}, \"${CMAKE_MATCH_2}\", R\"sql(${up_text})sql\", R\"sql(${down_text})sql\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${migrations_source} @ONLY CONTENT
"#include \"store/migrations.h\"

namespace sekisho::store {
namespace {

constexpr Migration kMigrations[] = {
@migrations@};

}  // namespace

std::span<const Migration> migrations() {
  return kMigrations;
}

}  // namespace sekisho::store
")
target_sources(sekisho_store PRIVATE ${migrations_source})
