# CPack runs this on the files of the package. Debian wants a copyright file in place of licences, a change log of its own, and change logs and
# manual pages compressed (Debian policy 12.1, 12.5, 12.7); its zsh looks for completions elsewhere. The time is SOURCE_DATE_EPOCH, or now.
set(share_dir ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
set(doc_dir ${share_dir}/doc/${CPACK_PACKAGE_NAME})

file(RENAME ${share_dir}/zsh/site-functions ${share_dir}/zsh/vendor-completions)
file(MAKE_DIRECTORY ${share_dir}/lintian/overrides)
file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/lintian-overrides ${share_dir}/lintian/overrides/${CPACK_PACKAGE_NAME})

file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/copyright ${doc_dir}/copyright)
file(REMOVE ${doc_dir}/LICENSE ${doc_dir}/LICENSE.d3-hierarchy)

string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(RENAME ${doc_dir}/CHANGELOG.md ${doc_dir}/changelog)
file(WRITE ${doc_dir}/changelog.Debian
"${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * What is new stands in changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${now}
")
execute_process(
  COMMAND gzip --best --no-name --force ${doc_dir}/changelog ${doc_dir}/changelog.Debian ${share_dir}/man/man1/pkg_pyvenv.1
  COMMAND_ERROR_IS_FATAL ANY)
