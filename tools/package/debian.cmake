# What `cpack` makes: a package for Debian, which needs the libraries that dpkg-shlibdeps finds.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME pkg-pyvenv)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "rules_pkg_pyvenv maintainers <rules_pkg_pyvenv@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "packs Python applications into layers of OCI images")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"pkg_pyvenv packs virtual environments, and runfiles directories of Bazel, into
layers of OCI images that are the same, byte for byte, wherever and whenever
they are made. It also tells what is in layers, whether they are sound, and why
one of them changed.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# `pkg_pyvenv run` starts it.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS bubblewrap)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian_files.cmake)
include(CPack)
