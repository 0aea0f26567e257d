#!/bin/sh
# Asks a database of vulnerabilities about every version that requirements.txt pins (VULNERABILITIES: another address
# than the public one of osv.dev). Fails where one is known, and where no database can be reached.
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
