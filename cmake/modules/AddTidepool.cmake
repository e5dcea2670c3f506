# Wrappers that keep the per-folder lists down to sources and libraries.

include(GNUInstallDirs)

# The libraries registered so far, for tools that link all of them. Dialects and
# conversions are named apart as well, as MLIR does.
define_property(GLOBAL PROPERTY TIDEPOOL_DIALECT_LIBS)
define_property(GLOBAL PROPERTY TIDEPOOL_CONVERSION_LIBS)
define_property(GLOBAL PROPERTY TIDEPOOL_LIBS)

# Puts a library, static or shared, into the CMake package.
function(install_tidepool_library name)
  target_include_directories(${name} INTERFACE
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  install(TARGETS ${name} EXPORT TidepoolTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT tools
            NAMELINK_COMPONENT dev)
endfunction()

# A static library. LINK_LIBS names Tidepool libraries only: MLIR comes from
# libMLIR.so, which the executables link.
function(add_tidepool_library name)
  add_mlir_library(${name} ${ARGN} DISABLE_INSTALL)
  set_property(GLOBAL APPEND PROPERTY TIDEPOOL_LIBS ${name})
  install_tidepool_library(${name})
endfunction()

function(add_tidepool_dialect_library name)
  set_property(GLOBAL APPEND PROPERTY TIDEPOOL_DIALECT_LIBS ${name})
  add_tidepool_library(${name} ${ARGN})
endfunction()

function(add_tidepool_conversion_library name)
  set_property(GLOBAL APPEND PROPERTY TIDEPOOL_CONVERSION_LIBS ${name})
  add_tidepool_library(${name} ${ARGN})
endfunction()

# An executable that holds Tidepool libraries and the one shared MLIR.
function(add_tidepool_executable name)
  cmake_parse_arguments(ARG "" "" "LINK_LIBS" ${ARGN})
  add_llvm_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  llvm_update_compile_flags(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK_LIBS} MLIR LLVM)
endfunction()

function(add_tidepool_tool name)
  add_tidepool_executable(${name} ${ARGN})
  install(TARGETS ${name}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tools)
endfunction()

# A module that a tool of MLIR loads, and the libraries in it.
function(add_tidepool_plugin name)
  cmake_parse_arguments(ARG "" "" "LINK_LIBS" ${ARGN})
  add_library(${name} MODULE ${ARG_UNPARSED_ARGUMENTS})
  llvm_update_compile_flags(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK_LIBS})
  set_target_properties(${name} PROPERTIES
    PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${LLVM_LIBRARY_OUTPUT_INTDIR})
  install(TARGETS ${name}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT tools)
endfunction()
