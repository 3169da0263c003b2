#!/bin/bash
# The steps behind the Makefile: cmake/make.sh build|run|test|clean. Each step prints one line when
# it begins and costs next to nothing when its inputs have not changed. A failure ends in one line
# that says what failed and where the whole output is.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/build/tools/bin:$PATH"
# Emscripten's own: the shim of a version manager in its place costs half a second a compiler call.
export EMSDK_PYTHON=/usr/bin/python3
goal=${1:-build}
case "$goal" in
  build) steps=7 ;;
  run) steps=8 ;;
  test) steps=8 ;;
  clean)
    rm -rf build/{native,asan,wasm,web,test,web.stamp,node_modules.stamp} web/dist
    exit 0 ;;
  *) echo "make: no target '$goal'; there are build, run, test and clean" >&2; exit 2 ;;
esac

n=0
step() { n=$((n + 1)); echo "[$n/$steps] $1"; }
fail() { echo "make: $1" >&2; exit 1; }

# quietly LOG COMMAND...: its output goes to the log, and to the screen only if it fails.
quietly() {
  local log=$1; shift
  if ! "$@" >"$log" 2>&1; then
    tail -30 "$log" >&2
    return 1
  fi
}

# compile PRESET: configures once (Ninja itself notices new files later), then builds what the goal
# needs.
compile() {
  local target=product
  [ "$goal" = test ] && target=all
  mkdir -p "build/$1"
  if [ ! -f "build/$1/build.ninja" ]; then
    quietly "build/$1/configure.log" cmake --preset "$1" \
      || fail "configuring failed; the whole output is in build/$1/configure.log"
  fi
  local quiet=(--quiet)
  [ -t 1 ] && quiet=()
  cmake --build --preset "$1" --target "$target" -j"$(nproc)" -- "${quiet[@]}" \
    || fail "compiling failed; 'cmake --build --preset $1' shows it again"
}

# hash PATH...: one hash of all files under the paths that git does not ignore, changed or not.
hash() {
  git ls-files -z --cached --others --exclude-standard -- "$@" | sort -z \
    | xargs -0 -r sha256sum 2>/dev/null | sha256sum
}

# The stamp is written last, so an interrupted step is done again.
build_web() {
  local inputs
  inputs=$(hash web/package-lock.json)
  if [ ! -d web/node_modules ] \
      || [ "$(cat build/node_modules.stamp 2>/dev/null)" != "$inputs" ]; then
    echo "      npm ci"
    (cd web && quietly ../build/npm.log npm ci --no-audit --no-fund) \
      || fail "npm ci in web/ failed; the whole output is in build/npm.log"
    echo "$inputs" >build/node_modules.stamp
  fi
  inputs=$(hash web core/schema rules wasm
    sha256sum build/wasm/yiting{,_console}.wasm 2>/dev/null || true)
  if [ ! -d build/web ] || [ "$(cat build/web.stamp 2>/dev/null)" != "$inputs" ]; then
    (cd web && quietly ../build/web.log npm run build) \
      || fail "building web/ failed; the whole output is in build/web.log"
    rm -rf build/web
    cp -a web/dist build/web
    # Once at the smallest size; the server sends FILE.br as it is.
    find build/web -type f \( -name '*.wasm' -o -name '*.js' -o -name '*.mjs' -o -name '*.css' \
      -o -name '*.html' -o -name '*.svg' -o -name '*.webmanifest' \) -exec brotli -q 11 -kf {} +
    echo "$inputs" >build/web.stamp
  fi
}

if [ "$goal" = test ]; then packages=test; else packages=build; fi
step "the machine: packages"
cmake/install.sh "$packages"
mkdir -p build
step "third-party sources, pinned"
cmake/fetch.sh
step "third-party libraries, native"
cmake/third_party.sh native
step "third-party libraries, wasm"
cmake/third_party.sh wasm
step "native: server and command line"
compile native
step "wasm: the core for browsers and Node"
compile wasm
step "web: resident and console"
if [ -f web/package.json ]; then build_web; fi

case "$goal" in
  run)
    step "the demo (Ctrl-C ends it)"
    exec build/native/yiting demo ;;
  test)
    step "tests"
    exec node tests/run.mjs ;;
esac
