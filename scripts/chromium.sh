#!/bin/sh
# The browser tests drive the system's Chromium: installs it where that is ours to do, else says what is missing.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
    echo "Installing Chromium for the browser tests…"
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 && exit 0
fi
echo "Browser tests need Chromium (the package is called chromium); without it they are skipped, and under CI fail."
[ "${CI:-}" != true ]
