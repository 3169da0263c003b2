#!/bin/bash
# Builds the third-party libraries of the core: `cmake/third_party.sh native` or `wasm`, into
# build/third_party/TARGET. Quick when its inputs have not changed.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1
out=$PWD/build/third_party/$target
fail() { echo "third_party: $1" >&2; exit 1; }

# The object files stay, so that a change to one library compiles that one only.
inputs=$({ cat cmake/third_party/* build/third_party/src/*.sha256; dpkg-query -W -f='${Version} ' \
             googletest libgtest-dev nlohmann-json3-dev emscripten g++-12 2>/dev/null || true
         } | sha256sum)
[ "$(cat "$out/stamp" 2>/dev/null)" = "$inputs" ] && exit 0

echo "      compiling Lua, SQLite, protobuf-lite, libsodium and GoogleTest for $target"
args=(-S cmake/third_party -B "$out/obj" -G Ninja "-DYITING_TARGET=$target")
if [ "$target" = wasm ]; then
  export NODE_PATH=/usr/share/nodejs EM_IGNORE_SANITY=1
  args+=(-DCMAKE_TOOLCHAIN_FILE=/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake)
fi
mkdir -p "$out"
log=$out/log
{ cmake "${args[@]}" && cmake --build "$out/obj" -j"$(nproc)"; } >"$log" 2>&1 || {
  grep -E -m3 'error|Error' "$log" >&2 || true
  fail "building for $target failed; the whole output is in $log"
}
echo "$inputs" >"$out/stamp"
