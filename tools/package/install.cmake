# What `cmake --install` installs: the command, and what belongs beside it. layer_packer is the tool of the Bazel rule, which builds its own.
# CMAKE_INSTALL_PREFIX and the directories of GNUInstallDirs say where; docs/installing.md lists them.
set(CMAKE_INSTALL_DOCDIR share/doc/pkg-pyvenv CACHE STRING "Where the documentation goes")
include(GNUInstallDirs)

# The program itself prints them.
set(generated_dir ${CMAKE_CURRENT_BINARY_DIR}/generated)
set(manual_page ${generated_dir}/pkg_pyvenv.1)
set(bash_completion ${generated_dir}/pkg_pyvenv)
set(zsh_completion ${generated_dir}/_pkg_pyvenv)
set(fish_completion ${generated_dir}/pkg_pyvenv.fish)
file(MAKE_DIRECTORY ${generated_dir})
add_custom_command(OUTPUT ${manual_page} ${bash_completion} ${zsh_completion} ${fish_completion}
  COMMAND pkg_pyvenv man > ${manual_page}
  COMMAND pkg_pyvenv completion bash > ${bash_completion}
  COMMAND pkg_pyvenv completion zsh > ${zsh_completion}
  COMMAND pkg_pyvenv completion fish > ${fish_completion}
  DEPENDS pkg_pyvenv VERBATIM)
add_custom_target(companions ALL DEPENDS ${manual_page} ${bash_completion} ${zsh_completion} ${fish_completion})

install(TARGETS pkg_pyvenv)
install(FILES ${manual_page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${bash_completion} DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${zsh_completion} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${fish_completion} DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

install(FILES CHANGELOG.md README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN *.md PATTERN *.png)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${page_dir}/third_party/d3-hierarchy/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME LICENSE.d3-hierarchy)
