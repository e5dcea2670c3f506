# What is installed beside libraries and tools: headers, and the files that
# `find_package(Tidepool)` reads. Paths in them are relative to where they lie.

include(CMakePackageConfigHelpers)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ ${PROJECT_BINARY_DIR}/include/
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev
  FILES_MATCHING PATTERN "*.h" PATTERN "*.td" PATTERN "*.h.inc"
                 PATTERN CMakeFiles EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/tidepool
  RENAME copyright COMPONENT tools)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/tidepool-dev
  RENAME copyright COMPONENT dev)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Tidepool)
install(EXPORT TidepoolTargets DESTINATION ${package_dir} COMPONENT dev)
foreach(list DIALECT_LIBS CONVERSION_LIBS LIBS)
  get_property(TIDEPOOL_${list} GLOBAL PROPERTY TIDEPOOL_${list})
endforeach()
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/modules/TidepoolConfig.cmake.in
  ${PROJECT_BINARY_DIR}/TidepoolConfig.cmake
  INSTALL_DESTINATION ${package_dir}
  PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
# As long as the major version is 0, each minor version may break users.
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/TidepoolConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/TidepoolConfig.cmake
              ${PROJECT_BINARY_DIR}/TidepoolConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT dev)
