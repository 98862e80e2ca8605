#!/usr/bin/env bash
# Installs nginx with ModSecurity and the core rule set where that is easy: Debian or Ubuntu, as root.
set -uo pipefail
if [ -e /usr/share/modsecurity-crs/rules ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -q --no-install-recommends nginx libnginx-mod-http-modsecurity modsecurity-crs >/dev/null; }
install || { apt-get update -q >/dev/null && install; } || echo "nginx could not be installed" >&2
exit 0
