#!/bin/sh
# The browser tests drive the system's Chromium, if possible the headless one, which takes half the time. This
# installs it if it may, otherwise says what is missing.
shell=chromium-headless-shell
command -v "$shell" >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
    echo "Installing Chromium for the browser tests…"
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$shell" >/dev/null 2>&1 && exit 0
fi
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
echo "Browser tests need Chromium (the package is called $shell or chromium); without it they are skipped, and under CI fail."
[ "${CI:-}" != true ]
