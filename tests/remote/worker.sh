# Sourced, in a network namespace of its own: starts and stops the worker of tests/remote/make_worker. It listens at $worker_address.

worker_address=127.0.0.1:8980

# start_worker CACHE DIRECTORY CHECKOUT: an empty one, which keeps its blobs in DIRECTORY/cas.
start_worker() {
  local cache=$1 directory=$2 checkout=$3
  mkdir -p "$directory/cas" "$directory/work" "$directory/resources/main/tools"
  cp "$checkout/tests/remote/action_sandbox" "$directory/resources/main/tools/linux-sandbox"
  # Bazel takes the bytes of file names for Latin-1, and the worker is a part of it. It looks for its runfiles and needs none.
  enter "$cache/root" "$cache" "$directory" -- \
    env -i HOME=/root PATH=/usr/bin:/bin LC_ALL=C.UTF-8 RUNFILES_DIR="$directory" \
    java --add-opens=java.base/java.lang=ALL-UNNAMED \
    -classpath "$directory/resources:$cache/remote_worker/classes:$(cat "$cache/remote_worker/classpath")" \
    com.google.devtools.build.remote.worker.RemoteWorker --listen_port="${worker_address#*:}" --work_path="$directory/work" \
    --cas_path="$directory/cas" --pid_file="$directory/pid" --sandboxing >"$directory/worker.log" 2>&1 &
  local process=$!
  until [ -s "$directory/pid" ]; do
    kill -0 "$process" 2>/dev/null || { cat "$directory/worker.log"; return 1; }
    sleep 0.2
  done
}

stop_worker() { # stop_worker DIRECTORY
  local process
  process=$(cat "$1/pid" 2>/dev/null) || return 0
  kill "$process" && wait
}
