#!/usr/bin/env bash
# Stage 1 of a py_binary, bootstrap_impl=script: finds the runfiles, starts the venv's Python on stage 2.
set -e
[[ -z "${RULES_PYTHON_BOOTSTRAP_VERBOSE:-}" ]] || set -x

stage2='%stage2_bootstrap%'
venv_python='%python_binary%'
base_python='%python_binary_actual%'
recreate_venv='%recreate_venv_at_runtime%'
resolve_python='%resolve_python_binary_at_runtime%'
venv_site_packages='%venv_rel_site_packages%'
target_args=(
%interpreter_args%
)

runfiles_from_environment() {
  local root=""
  if [[ -n "${RUNFILES_DIR:-}" ]]; then
    root="$RUNFILES_DIR"
  elif [[ "${RUNFILES_MANIFEST_FILE:-}" == *.runfiles_manifest ]]; then
    root="${RUNFILES_MANIFEST_FILE%_manifest}"
  elif [[ "${RUNFILES_MANIFEST_FILE:-}" == *.runfiles/MANIFEST ]]; then
    root="${RUNFILES_MANIFEST_FILE%/MANIFEST}"
  fi
  # The variables may be those of another program that calls this one.
  [[ -n "$root" && -e "$root/$stage2" ]] && echo "$root"
}

find_runfiles() {
  runfiles_from_environment && return
  local self="$1"
  [[ "$self" == /* ]] || self="$PWD/$self"
  while true; do
    if [[ -d "$self.runfiles" ]]; then
      echo "$self.runfiles"
      return
    fi
    if [[ "$self" == *.runfiles/* ]]; then
      echo "${self%.runfiles*}.runfiles"
      return
    fi
    [[ -L "$self" ]] || break
    # As in the real one: a relative link's text is taken as it stands, so only absolute links work.
    self=$(readlink $self)
  done
  echo >&2 "Unable to find runfiles directory for $1"
  exit 1
}

# As in the real one: unquoted, so a path with a space is cut.
RUNFILES_DIR=$(find_runfiles $0)

absolute_python() {
  case "$2" in
    /*) echo "$2" ;;
    */*) echo "$1/$2" ;;
    *) echo "$2" ;;
  esac
}

recreated_venv() {
  local python="$venv/bin/$(basename "$base_python")"
  local built="$RUNFILES_DIR/$(dirname "$(dirname "$venv_python")")"
  if [[ ! -e "$python" ]]; then
    local actual="$(absolute_python "$RUNFILES_DIR" "$base_python")"
    [[ "$actual" == */* ]] || actual="$(command -v "$actual")" || {
      echo >&2 "ERROR: Python to use not found on PATH: $base_python"
      exit 1
    }
    local from="$built/lib" to="$venv/lib"
    if [[ "$resolve_python" == 1 ]]; then
      from="$built/$venv_site_packages"
      to="$("$actual" -I -c 'import site, sys; print(site.getsitepackages([sys.argv[1]])[-1])' "$venv")"
      actual="$("$actual" -I -c 'import sys; print(sys.executable)')"
    fi
    mkdir -p "$venv/bin" "$(dirname "$to")"
    ln -s "$actual" "$python"
    [[ -e "$to" ]] || ln -s "$from" "$to"
  fi
  [[ -e "$venv/pyvenv.cfg" ]] || ln -s "$built/pyvenv.cfg" "$venv/pyvenv.cfg"
  echo "$python"
}

replace_process=1
if [[ "$recreate_venv" == 1 ]]; then
  if [[ -n "${RULES_PYTHON_EXTRACT_ROOT:-}" ]]; then
    venv="$RULES_PYTHON_EXTRACT_ROOT/$(dirname "$(dirname "$venv_python")")"
  else
    # Someone has to clean up, so this shell stays.
    replace_process=0
    venv=$(mktemp -d)
    [[ -n "${RULES_PYTHON_BOOTSTRAP_VERBOSE:-}" ]] || trap 'rm -fr "$venv"' EXIT
  fi
  python=$(recreated_venv)
else
  # Unquoted for the same reason.
  python=$(absolute_python $RUNFILES_DIR $venv_python)
fi

if [[ ! -e "$python" ]]; then
  echo >&2 "ERROR: Python interpreter not found: $python"
  exit 1
elif [[ ! -x "$python" ]]; then
  echo >&2 "ERROR: Python interpreter not executable: $python"
  exit 1
fi

# Set but empty is how a user opts out.
variables=()
[[ -n "${PYTHONSAFEPATH+set}" ]] || variables+=(PYTHONSAFEPATH=1)

environment_args=()
if [[ -n "${RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS:-}" ]]; then
  read -ra environment_args <<<"$RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS"
  unset RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS
fi

export RUNFILES_DIR
command=(
  env "${variables[@]}" "$python" "${environment_args[@]}" "${target_args[@]}"
  "$RUNFILES_DIR/$stage2" "$@"
)
if [[ "$replace_process" == 1 ]]; then
  exec "${command[@]}"
fi
"${command[@]}"
