#!/bin/sh
# Asks a database of vulnerabilities about every version pinned in requirements.txt (VULNERABILITIES: another address
# than osv.dev). Fails if one is known, or if no database can be reached.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    printf '[project]\nname = "shipped"\nversion = "0"\nrequires-python = ">=3.11"\ndependencies = [\n'
    sed -n "s/ *\\\\\$//; s/\"/'/g; /^[a-z0-9-]*==/s/.*/  \"&\",/p" requirements.txt
    printf ']\n'
} >"$work/pyproject.toml"
uv=$PWD/.venv/bin/uv
cd "$work"
"$uv" lock --quiet
"$uv" audit --locked ${VULNERABILITIES:+--service-url "$VULNERABILITIES"}
