#include "pkg_pyvenv/man_command.h"

#include "pkg_pyvenv/man_page.h"
#include "pkg_pyvenv/print_result.h"

namespace pyvenv {

Command ManCommand() {
  Command command("pkg_pyvenv man", "Prints the manual page of pkg_pyvenv, for man.");
  command.Example("pkg_pyvenv man > ~/.local/share/man/man1/pkg_pyvenv.1");
  command.Example("pkg_pyvenv man | man -l -");
  command.Action([] {
    PrintResult(ManPage());
    return 0;
  });
  return command;
}

}  // namespace pyvenv
