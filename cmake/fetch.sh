#!/bin/bash
# Brings the third-party sources of the core into build/third_party/src, each pinned by the SHA-256
# of its archive. Nothing of theirs is committed. Needs no root, leaves apt's configuration alone.
# What each is for, and its licence, is in docs/DEPENDENCIES.md.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/build/tools/bin:$PATH"
root=$PWD/build/third_party
src=$root/src
archives=$root/archives

lua_sha=164c7849653b80ae67bec4b7473b884bf5cc8d2dca05653475ec2ed27b9ebf61
protobuf_sha=930c2c3b5ecc6c9c12615cf5ad93f1cd6e12d0aba862b572e076259970ac3a53
libsodium_sha=d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4
sqlite_sha=ebf0ed75a7a59dbcb3b24bbd014ef49d9f15bc328e4adcbf516f2a8fadfa2835

fail() { echo "fetch: $1" >&2; exit 1; }

# A source is complete once its stamp names the hash of the archive it was unpacked from.
have() { [ "$(cat "$src/$1.sha256" 2>/dev/null)" = "$2" ]; }

# unpack NAME SHA ARCHIVE: checks the archive, then replaces src/NAME by its only top folder.
unpack() {
  local name=$1 sha=$2 archive=$3 temp
  echo "$sha  $archive" | sha256sum --check --status \
    || fail "$archive does not have the pinned SHA-256 $sha"
  temp=$(mktemp -d "$root/unpack.XXXXXX")
  tar -xf "$archive" -C "$temp" --strip-components=1 --no-same-owner
  rm -rf "${src:?}/$name"
  mv "$temp" "$src/$name"
  echo "$sha" >"$src/$name.sha256"
}

# The mirror and the keyring that this machine already uses for Debian itself.
debian_mirror() {
  local uri
  uri=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list \
          /etc/apt/sources.list 2>/dev/null \
        | grep -v '^#' | grep -oE '(https?|file)://[^ ]+/debian/?( |$)' | head -1 || true)
  uri=${uri%% *}
  echo "${uri:-http://deb.debian.org/debian}"
}

# apt_sources DIR PACKAGE...: downloads source packages through a private apt configuration.
apt_sources() {
  local dir=$1; shift
  mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/parts" "$dir/out"
  cat >"$dir/parts/debian.sources" <<SOURCES
Types: deb-src
URIs: $(debian_mirror)
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  local apt=(apt-get -q -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$dir/parts"
             -o Dir::State::lists="$dir/lists" -o Dir::Cache="$dir/cache" -o Acquire::Retries=3
             -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
  "${apt[@]}" update >"$dir/log" 2>&1 \
    && (cd "$dir/out" && "${apt[@]}" source --download-only "$@" >>"$dir/log" 2>&1) \
    || fail "apt could not download the sources of $*; its output is in $dir/log"
}

mkdir -p "$src" "$archives"
wanted=()
have lua "$lua_sha" || wanted+=(lua5.4)
have protobuf "$protobuf_sha" || wanted+=(protobuf)
have libsodium "$libsodium_sha" || wanted+=(libsodium)
if [ ${#wanted[@]} -gt 0 ]; then
  echo "      fetching sources from Debian: ${wanted[*]}"
  apt_sources "$root/apt" "${wanted[@]}"
  for package in "${wanted[@]}"; do
    case "$package" in
      lua5.4) unpack lua "$lua_sha" "$root"/apt/out/lua5.4_5.4.4.orig.tar.gz ;;
      protobuf) unpack protobuf "$protobuf_sha" "$root"/apt/out/protobuf_3.21.12.orig.tar.gz ;;
      libsodium) unpack libsodium "$libsodium_sha" "$root"/apt/out/libsodium_1.0.18.orig.tar.gz ;;
    esac
  done
  rm -rf "$root/apt"
fi
if ! have sqlite "$sqlite_sha"; then
  echo "      fetching sources from npm: better-sqlite3 (for its copy of SQLite)"
  (cd "$archives" && npm pack --silent better-sqlite3@12.11.1 >/dev/null) \
    || fail "npm could not fetch better-sqlite3@12.11.1; is the npm registry reachable?"
  # Of the package only deps/sqlite3 is used: SQLite's amalgamation, as released.
  unpack sqlite "$sqlite_sha" "$archives/better-sqlite3-12.11.1.tgz"
fi
rm -rf "$archives"
