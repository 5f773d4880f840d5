#include "pkg_pyvenv/completion_scripts.h"

namespace pyvenv {
namespace {

// Bash breaks words at "=" and ":" before it completes the last part (COMP_WORDBREAKS), so words
// are taken from the line, and what stands before the part is cut off the candidates.
constexpr std::string_view kBash =
    R"sh(# bash completion of pkg_pyvenv, which itself tells what can follow.
_pkg_pyvenv() {
  local line=${COMP_LINE:0:COMP_POINT} part=${COMP_WORDS[COMP_CWORD]}
  local words word before kind candidate help
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=("")
  word=${words[${#words[@]} - 1]}
  [[ $part != [=:] ]] || part=
  [[ $word == *"$part" ]] || part=$word
  before=${word%"$part"}
  COMPREPLY=()
  {
    read -r kind
    case $before:$kind in
      :files | *=:files) compopt -o default 2>/dev/null ;;
      :directories | *=:directories) compopt -o dirnames 2>/dev/null ;;
    esac
    while IFS=$'\t' read -r candidate help; do
      COMPREPLY+=("${candidate#"$before"}")
    done
  } < <("${1/#\~/$HOME}" completion words -- "${words[@]}" 2>/dev/null)
}
complete -F _pkg_pyvenv pkg_pyvenv
)sh";

constexpr std::string_view kZsh = R"sh(#compdef pkg_pyvenv
# zsh completion of pkg_pyvenv, which itself tells what can follow.
_pkg_pyvenv() {
  local -a lines candidates
  local line program=${(Q)words[1]}
  lines=("${(@f)$(${program/#\~/$HOME} completion words -- "${(@Q)words[1,CURRENT]}" 2>/dev/null)}")
  for line in "${(@)lines[2,-1]}"; do
    candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  (( $#candidates == 0 )) || _describe pkg_pyvenv candidates
  [[ $PREFIX != -*=* ]] || compset -P '*='
  case $lines[1] in
    files) _files ;;
    directories) _files -/ ;;
  esac
}
if [[ $funcstack[1] == _pkg_pyvenv ]]; then _pkg_pyvenv "$@"; else compdef _pkg_pyvenv pkg_pyvenv; fi
)sh";

constexpr std::string_view kFish =
    R"sh(# fish completion of pkg_pyvenv, which itself tells what can follow.
function __pkg_pyvenv_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l lines ($words[1] completion words -- $words "$word" 2>/dev/null)
    set -l flag (string match -r -- '^-[^=]*=' "$word")
    set -l value (string replace -r -- '^-[^=]*=' '' "$word")
    switch "$lines[1]"
        case files
            for path in (__fish_complete_path "$value")
                echo "$flag$path"
            end
        case directories
            for path in (__fish_complete_directories "$value")
                echo "$flag$path"
            end
    end
    printf '%s\n' $lines[2..-1]
end
complete -c pkg_pyvenv -f -k -a '(__pkg_pyvenv_complete)'
)sh";

}  // namespace

std::string_view CompletionScript(std::string_view shell) {
  if (shell == "bash") return kBash;
  return shell == "zsh" ? kZsh : kFish;
}

}  // namespace pyvenv
