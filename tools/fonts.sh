#!/usr/bin/env bash
# Rebuilds assets/fonts/ from Debian packages. Needed only when the character set or the upstream fonts change:
# the files in git are what the program embeds. Run it from the top of the repository on Debian 12:
#
#     apt-get install fonts-noto-cjk fonts-lxgw-wenkai unicode-data python3-venv
#     tools/fonts.sh            # writes assets/fonts/
#     tools/fonts.sh --check    # builds elsewhere and compares with assets/fonts/fonts.lock
#
# Same packages, same bytes: fonts.lock then differs in nothing. The subset recipe is in tools/fonts.py.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install --disable-pip-version-check fonttools==4.60.1 brotli==1.1.0

out=assets/fonts
if [ "${1:-}" = --check ]; then
    out=$work/fonts
    mkdir "$out"
    cp assets/fonts/charset-extra.txt "$out/"
fi

version() { dpkg-query --show --showformat='${Version}' "$1"; }

"$work/venv/bin/python" tools/fonts.py "$out" \
    --noto "$(version fonts-noto-cjk)" \
    --wenkai "$(version fonts-lxgw-wenkai)" \
    --unihan "$(version unicode-data)"

if [ "${1:-}" = --check ]; then
    diff -u assets/fonts/fonts.lock "$out/fonts.lock" && echo '字体与 fonts.lock 一致。'
fi
