# Debian packages, by `cpack --config build/CPackConfig.cmake`: `tidepool` has
# tools and plugin, `tidepool-dev` what other projects build against.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tidepool)
set(CPACK_PACKAGE_VENDOR "The Tidepool Project")
set(CPACK_PACKAGE_CONTACT "The Tidepool Project")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL tools dev)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_COMPONENT_TOOLS_DESCRIPTION
  "compiler from spiking neural networks to neuromorphic chips")
set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME tidepool)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION devel)
# What the tools link says what they depend on. libMLIR.so lies in LLVM's
# private library folder.
set(CPACK_DEBIAN_TOOLS_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${LLVM_LIBRARY_DIR})
# libLLVM.so lies there, too, as a link of the development package, and whether
# dpkg-shlibdeps follows it is left to chance.
set(llvm ${LLVM_VERSION_MAJOR})
set(CPACK_DEBIAN_TOOLS_PACKAGE_DEPENDS
  "libllvm${llvm} (>= 1:${llvm}.${LLVM_VERSION_MINOR})")

set(CPACK_COMPONENT_DEV_DESCRIPTION
  "compiler from spiking neural networks to neuromorphic chips (development)")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME tidepool-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
  "tidepool (= ${PROJECT_VERSION}), libhdf5-dev, libmlir-${llvm}-dev, llvm-${llvm}-dev, mlir-${llvm}-tools")

include(CPack)
