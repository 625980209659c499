#!/bin/sh
# Starts the application's systemd unit and sees that it runs. Starting what runs already changes nothing.
# usage: start.sh [UNIT]; without one, APP_UNIT of app.env beside the script.
# Exit status: 0 it runs; 1 it does not; 64 misused.
set -eu

misused() {
  printf 'start.sh: %s\n' "$1" >&2
  exit 64
}

[ $# -le 1 ] || misused 'usage: start.sh [UNIT]'
app_env=$(cd "$(dirname "$0")" && pwd)/app.env
unit=${1-}
# shellcheck source=/dev/null
[ -n "$unit" ] || { [ ! -r "$app_env" ] || . "$app_env"; unit=${APP_UNIT-}; }
case $unit in
  '') misused 'no unit: give it, or set APP_UNIT in app.env' ;;
  -* | *[!A-Za-z0-9@:._-]*) misused 'a unit is named by letters, digits and @ : . _ -' ;;
esac

say() { printf '[INFO] start: %s\n' "$1"; }

# What systemd knows of the unit, for the log of the deployment. It may quote anybody: bounded, and marks are taken off.
tell_why() {
  timeout 10 systemctl status --no-pager --full --lines 20 "$unit" 2>&1 | tail -n 30 |
    LC_ALL=C tr -d '\000-\010\013-\037\177' |
    LC_ALL=C sed 's/\[\(START\|INFO\|BUILD\|TEST\|RESULT\|DIAG\|END\|Container\)\]/(\1)/g; s/^\(.\{300\}\).*/\1/; s/^/[DIAG] | /' || :
}

if timeout 10 systemctl is-active --quiet "$unit"; then
  say "$unit runs already"
  exit 0
fi
# A new revision may bring a new unit file.
timeout 30 systemctl daemon-reload
# Forgets that it failed before: a unit that failed too often would not be started.
timeout 10 systemctl reset-failed "$unit" 2>/dev/null || :
code=0
timeout 120 systemctl start "$unit" || code=$?
if [ "$code" -eq 0 ] && timeout 10 systemctl is-active --quiet "$unit"; then
  say "$unit runs"
  exit 0
fi
say "$unit does not run (systemctl start: exit status $code)"
tell_why
exit 1
