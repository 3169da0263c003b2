#!/bin/sh
# Writes the drawings that tests/unit/drawing/golden_test.cc compares with anew. Look at them.
#   sh tests/vectors/drawing/rewrite.sh build/native/yiting
set -eu
yiting=$(realpath "$1")
cd "$(dirname "$0")/../../.."
here=tests/vectors/drawing

draw() { "$yiting" rules graph "$@"; }
draw rules/packs/mishixiang --out $here/mishixiang.mmd
draw rules/packs/mishixiang --svg --out $here/mishixiang.svg
draw $here/complicated --language en --out $here/complicated.en.mmd
draw $here/complicated --language en --svg --out $here/complicated.en.svg
draw $here/complicated --procedure works --svg --out $here/complicated.works.svg
