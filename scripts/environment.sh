#!/bin/sh
# Installs the lock file named as the argument into .venv; does nothing if that is done already.
# PYTHON names the interpreter; the default is the newest suitable one of the system, otherwise of the path: distributions
# build theirs optimized; those of version managers often are not, and take a tenth to a fifth longer.
set -eu
lock=$1
venv=.venv/bin/python

suitable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
whole() { suitable "$1" && "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
fail() { echo "$1" >&2; exit 1; }

if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null 2>&1 || fail "PYTHON=$PYTHON is no program."
    suitable "$PYTHON" || fail "Python 3.11 or later is needed; PYTHON=$PYTHON is $("$PYTHON" --version 2>&1 | head -n 1)."
fi

if ! suitable "$venv"; then
    chosen= names="python3.13 python3.12 python3.11 python3"
    for candidate in ${PYTHON:-$(printf '/usr/bin/%s ' $names) $names}; do
        suitable "$candidate" || continue
        chosen=${chosen:-$candidate}
        if whole "$candidate"; then
            chosen=$candidate
            break
        fi
    done
    [ -n "$chosen" ] || fail "Python 3.11 or later is needed; $(python3 --version 2>&1 | head -n 1). Set PYTHON=."
    rm -rf .venv
    "$chosen" -m venv .venv >/dev/null 2>&1 ||
        { rm -rf .venv; fail "$chosen cannot make virtual environments; install its venv module (Debian: python3-venv)."; }
fi

installed=.venv/$(basename "$lock")
if ! cmp -s "$lock" "$installed"; then
    echo "Installing what $lock lists…"
    "$venv" -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock" ||
        fail "Installing what $lock lists failed; see above."
    cp "$lock" "$installed"
fi
