#!/bin/sh
# Stops the application's systemd unit and sees that it is gone. Stopping what does not run, or is not there, is no error.
# usage: stop.sh [UNIT]; without one, APP_UNIT of app.env beside the script.
# Exit status: 0 it does not run; 1 it still does; 64 misused.
set -eu

misused() {
  printf 'stop.sh: %s\n' "$1" >&2
  exit 64
}

[ $# -le 1 ] || misused 'usage: stop.sh [UNIT]'
app_env=$(cd "$(dirname "$0")" && pwd)/app.env
unit=${1-}
# shellcheck source=/dev/null
[ -n "$unit" ] || { [ ! -r "$app_env" ] || . "$app_env"; unit=${APP_UNIT-}; }
case $unit in
  '') misused 'no unit: give it, or set APP_UNIT in app.env' ;;
  -* | *[!A-Za-z0-9@:._-]*) misused 'a unit is named by letters, digits and @ : . _ -' ;;
esac

say() { printf '[INFO] stop: %s\n' "$1"; }

# inactive, failed, active, activating, deactivating, ...: anything but the first two still has processes.
state() {
  answer=$(timeout 10 systemctl show --property ActiveState "$unit" 2>/dev/null) || answer=unknown
  printf '%s\n' "${answer#ActiveState=}"
}

case $(state) in
  inactive | failed)
    say "$unit does not run"
    exit 0
    ;;
esac
code=0
# Longer than systemd waits by default until it kills.
timeout 120 systemctl stop "$unit" || code=$?
now=$(state)
case $now in
  inactive | failed)
    say "$unit is stopped"
    exit 0
    ;;
esac
say "$unit is $now (systemctl stop: exit status $code)"
exit 1
