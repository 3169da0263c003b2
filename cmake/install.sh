#!/bin/bash
# Installs what the machine lacks: `cmake/install.sh build` for `make run`, `cmake/install.sh test`
# for `make test` as well. Needs Debian 12 and root or sudo; quick when nothing is missing.
# Node 20 is taken from the npm registry into build/tools when the machine's own node is older.
# The reasons for each package are in docs/DEPENDENCIES.md.
set -euo pipefail
cd "$(dirname "$0")/.."

what="${1:-build}"
packages=(git make cmake ninja-build g++ protobuf-compiler emscripten libgtest-dev libgmock-dev
          nlohmann-json3-dev libcli11-dev libspdlog-dev libboost1.81-dev libssl-dev libbrotli-dev
          libpq-dev brotli dpkg-dev xz-utils ca-certificates)
case "$what" in
  build) ;;
  test) packages+=(chromium fonts-noto-cjk golang-go golang-golang-x-mod-dev) ;;
  *) echo "install: '$what' is not known; say 'build' or 'test'" >&2; exit 2 ;;
esac

fail() { echo "install: $1" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "must install packages (${missing[*]}), but you are not root and there is no sudo"
  fi
}

node_is_new_enough() {
  local version
  version=$("$1" -p 'process.versions.node' 2>/dev/null) || return 1
  [ "$(printf '%s\n20.19.0\n' "$version" | sort -V | head -1)" = 20.19.0 ]
}

find_missing() {
  local present
  local format='${Package}:${db:Status-Status} '
  present=" $(dpkg-query -W -f="$format" "${packages[@]}" 2>/dev/null || true)"
  missing=()
  for package in "${packages[@]}"; do
    case "$present" in *" $package:installed "*) ;; *) missing+=("$package") ;; esac
  done
}

command -v dpkg-query >/dev/null || fail "this is not Debian; install by hand: ${packages[*]}"

# A node of any age is enough to fetch a newer one; Debian's npm is only needed without one.
if ! command -v npm >/dev/null && [ ! -x build/tools/bin/npm ]; then
  packages+=(nodejs npm)
fi
find_missing
if [ ${#missing[@]} -gt 0 ]; then
  echo "      installing ${#missing[@]} packages: ${missing[*]}"
  log=$(mktemp)
  apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=600
       -o Acquire::Retries=3)
  # The exit code of update is not telling (a foreign source may be down); install decides.
  as_root "${apt[@]}" update >"$log" 2>&1 || true
  if ! as_root "${apt[@]}" install --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    grep -E '^E:' "$log" | head -3 >&2 || true
    fail "apt-get install failed; its whole output is in $log"
  fi
  rm -f "$log"
fi

if ! node_is_new_enough node && ! node_is_new_enough build/tools/bin/node; then
  case "$(uname -m)" in
    x86_64) cpu=x64 ;;
    aarch64) cpu=arm64 ;;
    *) fail "no Node 20 for $(uname -m) on npm; install Node 20.19 or later yourself" ;;
  esac
  echo "      fetching Node 20 from the npm registry into build/tools"
  mkdir -p build/tools/bin
  # --force: npm 9 runs on the old node and must not refuse packages that ask for a newer one.
  npm install --prefix build/tools --no-save --no-audit --no-fund --silent --force \
      "node-linux-$cpu@20.20.2" npm@11.6.2 \
    || fail "npm could not install node-linux-$cpu and npm 11; is the npm registry reachable?"
  ln -sf "../node_modules/node-linux-$cpu/bin/node" build/tools/bin/node
  for tool in npm npx; do
    ln -sf "../node_modules/npm/bin/$tool-cli.js" "build/tools/bin/$tool"
  done
  node_is_new_enough build/tools/bin/node || fail "the Node from the npm registry does not run"
fi
