# One static library `sekisho_NAME` and one test program `NAME_test` for each folder that
# src/LAYERS lists and that exists; `/` in a folder's name becomes `_`. Tests stand beside their
# sources as *_test.cc.
file(STRINGS ${PROJECT_SOURCE_DIR}/src/LAYERS layer_lines REGEX "^[a-z]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/LAYERS)

# Folders that start threads or are called from several: their tests also run under tsan.
set(SEKISHO_THREADED cedar evidence http logs net review service_evidence service_gate service_review service_serve spool tlog)
# Folders whose tests take a minute or more under a sanitizer: they begin first, so that no core waits
# for them in the end.
set(SEKISHO_LONG_TESTS cedar cli http service_gate service_policy service_review service_rulebook tlog)
# What tests share with folders above their own.
set(SEKISHO_SHARED_TESTS_spool ${PROJECT_SOURCE_DIR}/src/tlog/simulated_files_test.cc)
set(SEKISHO_SHARED_TESTS_evidence ${PROJECT_SOURCE_DIR}/src/tlog/simulated_files_test.cc)
set(SEKISHO_SHARED_TESTS_service_policy
  ${PROJECT_SOURCE_DIR}/src/service/explanation_utility_test.cc)
set(SEKISHO_SHARED_TESTS_http
  ${PROJECT_SOURCE_DIR}/src/service/explanation_utility_test.cc)
set(SEKISHO_SHARED_TESTS_service_decision
  ${PROJECT_SOURCE_DIR}/src/service/explanation_utility_test.cc)
set(SEKISHO_SHARED_TESTS_service_emergency
  ${PROJECT_SOURCE_DIR}/src/service/explanation_utility_test.cc)
set(SEKISHO_SHARED_TESTS_service_gate
  ${PROJECT_SOURCE_DIR}/src/service/explanation_utility_test.cc)
set(SEKISHO_SHARED_TESTS_service_review
  ${PROJECT_SOURCE_DIR}/src/service/explanation_utility_test.cc)
# All libraries that exist, for programs that may use any of them.
set(SEKISHO_LIBRARIES)
add_custom_target(unit_tests)
add_custom_target(threaded_tests)

foreach(line IN LISTS layer_lines)
  string(REGEX MATCH "^([a-z/]+):(.*)$" _ "${line}")
  set(dir ${PROJECT_SOURCE_DIR}/src/${CMAKE_MATCH_1})
  string(REPLACE / _ name ${CMAKE_MATCH_1})
  string(REPLACE / _ deps "${CMAKE_MATCH_2}")
  separate_arguments(deps UNIX_COMMAND "${deps}")
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  if(NOT sources)
    continue()
  endif()

  add_library(sekisho_${name} STATIC ${sources})
  list(APPEND SEKISHO_LIBRARIES sekisho_${name})
  target_include_directories(sekisho_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(sekisho_${name} PUBLIC sekisho_flags ${SEKISHO_LIBS_${name}})
  # Those with many include directories, which no other folder's compiler needs to search.
  target_link_libraries(sekisho_${name} PRIVATE ${SEKISHO_PRIVATE_LIBS_${name}})
  foreach(dep IN LISTS deps)
    target_link_libraries(sekisho_${name} PUBLIC sekisho_${dep})
  endforeach()

  if(tests AND BUILD_TESTING)
    add_executable(${name}_test ${tests} ${SEKISHO_SHARED_TESTS_${name}})
    target_link_libraries(${name}_test PRIVATE sekisho_${name} GTest::gtest_main rapidcheck)
    target_compile_definitions(${name}_test PRIVATE
      SEKISHO_ROOT="${PROJECT_SOURCE_DIR}" SEKISHO_SHARED="${PROJECT_SOURCE_DIR}/../shared")
    add_test(NAME unit.${name} COMMAND ${name}_test)
    set_tests_properties(unit.${name} PROPERTIES LABELS unit ENVIRONMENT
      "GTEST_BRIEF=1;LSAN_OPTIONS=print_suppressions=0:suppressions=${PROJECT_SOURCE_DIR}/cmake/lsan_suppressions.txt;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/tsan_suppressions.txt")
    if(name IN_LIST SEKISHO_LONG_TESTS)
      set_tests_properties(unit.${name} PROPERTIES COST 100)
    endif()
    add_dependencies(unit_tests ${name}_test)
    if(name IN_LIST SEKISHO_THREADED)
      set_tests_properties(unit.${name} PROPERTIES LABELS "unit;threads")
      add_dependencies(threaded_tests ${name}_test)
    endif()
  endif()
endforeach()
