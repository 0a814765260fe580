# The gate as a dynamic module of Debian's nginx: lib/ngx_http_sekisho_module.so. nginx-dev brings
# the sources of which the headers are used; configuring them writes the headers that say what the
# installed nginx was built with. Without the package everything else is built.
set(nginx_source /usr/share/nginx/src)
if(SEKISHO_SANITIZE OR SEKISHO_FUZZ OR NOT TARGET sekisho_gateway_nginx)
  return()
endif()
if(NOT EXISTS ${nginx_source}/conf_flags)
  message(STATUS "nginx-dev is not installed: the nginx module is left out")
  return()
endif()

set(nginx_build ${PROJECT_BINARY_DIR}/nginx)
set(nginx_headers ${nginx_build}/objs/ngx_auto_config.h)
add_custom_command(OUTPUT ${nginx_headers}
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${nginx_source} ${nginx_build}
  COMMAND bash -c ". ./conf_flags && ./configure \"\${NGX_CONF_FLAGS[@]}\" --with-cc-opt='-O2 -fPIC' > configure.log"
  WORKING_DIRECTORY ${nginx_build}
  DEPENDS ${nginx_source}/conf_flags
  COMMENT "Configuring the headers of nginx" VERBATIM)
file(MAKE_DIRECTORY ${nginx_build})

file(GLOB nginx_module_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/gateway/nginx/*.c)
add_library(ngx_http_sekisho_module MODULE ${nginx_module_sources} ${nginx_headers})
set_target_properties(ngx_http_sekisho_module PROPERTIES
  PREFIX "" LINKER_LANGUAGE CXX C_STANDARD 11 C_EXTENSIONS ON C_VISIBILITY_PRESET hidden
  LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
target_include_directories(ngx_http_sekisho_module PRIVATE ${PROJECT_SOURCE_DIR}/src)
set(folders src/core src/event src/event/modules src/os/unix objs src/http src/http/modules src/http/v2)
list(TRANSFORM folders PREPEND ${nginx_build}/)
target_include_directories(ngx_http_sekisho_module SYSTEM PRIVATE ${folders})
# nginx finds its three symbols; what is ours, and what came with it, stays in the module.
target_link_options(ngx_http_sekisho_module PRIVATE -Wl,--exclude-libs,ALL)
target_link_libraries(ngx_http_sekisho_module PRIVATE sekisho_gateway_nginx)
target_compile_options(ngx_http_sekisho_module PRIVATE -Wno-pedantic)
install(TARGETS ngx_http_sekisho_module LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/sekisho)
