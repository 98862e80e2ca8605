#!/usr/bin/env bash
# Installs podman and what it needs to run containers here, where that is easy: Debian or Ubuntu, as root.
set -uo pipefail
if { command -v podman && command -v runc; } >/dev/null || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -q --no-install-recommends podman runc slirp4netns iptables >/dev/null; }
install || { apt-get update -q >/dev/null && install; } || echo "podman could not be installed" >&2
exit 0
