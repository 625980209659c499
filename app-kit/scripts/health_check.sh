#!/bin/sh
# Waits until a service answers as it should over HTTP, within bounds. Plain POSIX sh and curl.
# As a hook of CodeDeploy, which passes no arguments, it takes its settings from app.env beside it.
set -eu

usage() {
  cat <<'USAGE'
usage: health_check.sh [option...] [URL]

  --attempts N         requests at most, 1 to 999 (default 30)
  --interval SECONDS   between two requests (default 2)
  --timeout SECONDS    for one request, the answer's body included (default 5)
  --limit SECONDS      for everything (default 120)
  --status CODES       what is healthy, such as 200,204 or 2xx (default 200)
  --body ERE           the first 64 KiB of the body must match as well
  --consecutive N      healthy answers in a row that it takes (default 1)
  --header TEXT        a header such as 'Host: shop.example.com'; may be repeated
  --ca-file FILE       certificates to trust for https, instead of the system's
  --help

Seconds may have three decimals. Redirects are answers like others: they are not followed.
Without URL and options, the environment counts, then app.env beside the script: HEALTH_URL, HEALTH_ATTEMPTS,
HEALTH_INTERVAL, HEALTH_TIMEOUT, HEALTH_LIMIT, HEALTH_STATUS, HEALTH_BODY, HEALTH_CONSECUTIVE.
Exit status: 0 healthy; 1 never up, as no request was answered; 2 up, but not healthy; 64 misused.
USAGE
}

misused() {
  printf 'health_check.sh: %s (--help shows the options)\n' "$1" >&2
  exit 64
}

# Sets ms from seconds with up to three decimals, at most a day.
to_ms() {
  case $2 in '' | . | *[!0-9.]* | *.*.* | *.????*) misused "$1 takes seconds, such as 2 or 0.5" ;; esac
  whole=${2%%.*}
  part=${2#"$whole"}
  part=${part#.}000
  [ "${#whole}" -le 5 ] || misused "$1 takes at most 86400 seconds"
  # The digit in front keeps 08 from being an octal number.
  whole=0000${whole:-0}
  ms=$(((1${whole#"${whole%?????}"} - 100000) * 1000 + 1${part%"${part#???}"} - 1000))
  [ "$ms" -le 86400000 ] || misused "$1 takes at most 86400 seconds"
}

# Sets number from a whole number, 1 to 999.
to_number() {
  case $2 in '' | *[!0-9]* | ????*) misused "$1 takes a number from 1 to 999" ;; esac
  number=00$2
  number=$((1${number#"${number%???}"} - 1000))
  [ "$number" -ge 1 ] || misused "$1 takes a number from 1 to 999"
}

folder=$(cd "$(dirname "$0")" && pwd)
app_env=$folder/app.env
# In a subshell, so that nothing else of the file counts; what the environment has wins.
setting() {
  eval "value=\${$1-}"
  if [ -z "$value" ] && [ -r "$app_env" ]; then
    # shellcheck source=/dev/null
    value=$(. "$app_env" >/dev/null && eval "printf '%s' \"\${$1-}\"") || misused "app.env cannot be read"
  fi
  [ -n "$value" ] || value=$2
}
setting HEALTH_URL ''; url=$value
setting HEALTH_ATTEMPTS 30; attempts=$value
setting HEALTH_INTERVAL 2; interval=$value
setting HEALTH_TIMEOUT 5; timeout=$value
setting HEALTH_LIMIT 120; limit=$value
setting HEALTH_STATUS 200; wanted=$value
setting HEALTH_BODY ''; body=$value
setting HEALTH_CONSECUTIVE 1; consecutive=$value

line_feed='
'
carriage_return=$(printf '\r')
# Options are taken from the front, and what curl gets is put at the end, where it stays as it is.
left=$#
given=0
while [ "$left" -gt 0 ]; do
  case $1 in
    --help) usage; exit 0 ;;
    --attempts | --interval | --timeout | --limit | --status | --body | --consecutive | --header | --ca-file)
      [ "$left" -ge 2 ] || misused "$1 takes a value"
      option=$1 value=$2
      shift 2
      left=$((left - 2))
      ;;
    -?*) misused "there is no option $1" ;;
    *)
      [ "$given" -eq 0 ] || misused 'there is more than one URL'
      given=1 url=$1
      shift
      left=$((left - 1))
      continue
      ;;
  esac
  case $option in
    --attempts) attempts=$value ;;
    --interval) interval=$value ;;
    --timeout) timeout=$value ;;
    --limit) limit=$value ;;
    --status) wanted=$value ;;
    --body) body=$value ;;
    --consecutive) consecutive=$value ;;
    --header)
      case $value in
        *"$line_feed"* | *"$carriage_return"* | @*) misused '--header takes one line, such as "Host: shop.example.com"' ;;
        ?*:*) set -- "$@" --header "$value" ;;
        *) misused '--header takes one line, such as "Host: shop.example.com"' ;;
      esac
      ;;
    --ca-file)
      [ -r "$value" ] || misused '--ca-file takes a file that can be read'
      set -- "$@" --cacert "$value"
      ;;
  esac
done

to_number --attempts "$attempts"; attempts=$number
to_number --consecutive "$consecutive"; consecutive=$number
to_ms --interval "$interval"; interval=$ms
to_ms --timeout "$timeout"; timeout=$ms
to_ms --limit "$limit"; limit=$ms
if [ "$timeout" -eq 0 ] || [ "$limit" -eq 0 ]; then misused '--timeout and --limit take more than 0 seconds'; fi
[ "$consecutive" -le "$attempts" ] || misused '--consecutive takes no more than --attempts'
for code in $(printf '%s' "$wanted" | tr ',' ' '); do
  case $code in [1-5]xx | [1-5][0-9][0-9]) ;; *) misused '--status takes codes, such as 200,204 or 2xx' ;; esac
done
case $wanted in '' | *[!0-9x,]* | ,* | *, | *,,*) misused '--status takes codes, such as 200,204 or 2xx' ;; esac
if [ -n "$body" ]; then
  code=0
  printf '\n' | grep -E -- "$body" >/dev/null 2>&1 || code=$?
  [ "$code" -le 1 ] || misused '--body takes an extended regular expression'
fi
case $url in
  *[[:space:][:cntrl:]]*) misused 'the URL holds a blank' ;;
  http://?* | https://?*) ;;
  '') misused 'there is no URL' ;;
  *) misused 'the URL begins with neither http:// nor https://' ;;
esac
command -v curl >/dev/null 2>&1 || misused 'curl is not installed'

# Without what may be secret: a query, a user.
shown=${url%%[?#]*}
scheme=${shown%%://*}
rest=${shown#*://}
authority=${rest%%/*}
shown=$scheme://${authority##*@}${rest#"$authority"}

say() { printf '[INFO] health: %s\n' "$1"; }

# One line, without controls and without marks of the build's log: the body comes from outside.
one_line() {
  head -c 200 "$1" | LC_ALL=C tr -s '\000-\037\177' ' ' |
    LC_ALL=C sed 's/ $//; s/\[\(START\|INFO\|BUILD\|TEST\|RESULT\|DIAG\|END\|Container\)\]/(\1)/g'
}

now_ms() {
  now=$(date +%s%3N)
  # Where there are no milliseconds, the format comes back as it is.
  case $now in *[!0-9]* | ???????????) now=$(date +%s)000 ;; esac
}

seconds() { printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)); }

answer=$(mktemp -d "${TMPDIR:-/tmp}/health.XXXXXX")
trap 'rm -rf "$answer"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Asks once, within so many milliseconds and with these arguments of curl. Sets status, empty where nothing answered.
request() {
  most=$(seconds "$1")
  shift
  rm -f "$answer/head" "$answer/ended"
  # From 64 KiB on the body is dropped, and curl stops.
  {
    LC_ALL=C no_proxy="${no_proxy:-${NO_PROXY-}},127.0.0.1,localhost,::1" curl --disable --silent --show-error \
      --globoff --proto '=http,https' --max-time "$most" --dump-header "$answer/head" "$@" "$url" 2>"$answer/error" || printf '%d' $? >"$answer/ended"
  } | head -c 65536 >"$answer/body"
  ended=0
  [ ! -s "$answer/ended" ] || ended=$(cat "$answer/ended")
  status=''
  # The last status line: what comes before it are answers such as 100 Continue.
  [ ! -s "$answer/head" ] || status=$(sed -n 's/^HTTP\/[0-9.]* \([1-5][0-9][0-9]\).*/\1/p' "$answer/head" | tail -n 1)
}

# Sets problem, empty where the answer is a healthy one.
judge() {
  problem=''
  if [ -z "$status" ]; then
    problem="no answer ($(one_line "$answer/error"))"
  elif ! expected; then
    problem="status $status, not $wanted"
  elif [ "$ended" -ne 0 ] && [ "$ended" -ne 23 ]; then
    problem="status $status, but the body did not end ($(one_line "$answer/error"))"
  elif [ -n "$body" ] && ! grep -Eq -- "$body" "$answer/body"; then
    problem="status $status, but the body does not match"
  fi
}

expected() {
  case ",$wanted," in *",$status,"* | *",${status%??}xx,"*) return 0 ;; esac
  return 1
}

# The end without health, and why.
give_up() {
  if [ "$up" -eq 0 ]; then
    say "never up: $1; last: $problem"
    exit 1
  fi
  say "up, but not healthy: $1; last: $problem"
  [ ! -s "$answer/body" ] || printf '[DIAG] health: the last body begins: %s\n' "$(one_line "$answer/body")"
  exit 2
}

now_ms
start=$now number=1 up=0 in_a_row=0 problem=''
say "waiting for $shown: $attempts attempts, $(seconds "$limit") s at most"
while :; do
  now_ms
  rest=$((limit - (now - start)))
  [ "$rest" -gt 0 ] || give_up "the limit of $(seconds "$limit") s is reached"
  [ "$rest" -le "$timeout" ] || rest=$timeout
  request "$rest" "$@"
  judge
  [ -z "$status" ] || up=1
  if [ -n "$problem" ]; then
    in_a_row=0
    say "attempt $number of $attempts: $problem"
  else
    in_a_row=$((in_a_row + 1))
    say "attempt $number of $attempts: status $status, healthy ($in_a_row of $consecutive in a row)"
    if [ "$in_a_row" -ge "$consecutive" ]; then
      say "healthy: $shown"
      exit 0
    fi
    problem='healthy, but not often enough in a row'
  fi
  [ "$number" -lt "$attempts" ] || give_up "no attempt is left"
  now_ms
  [ $((now - start + interval)) -lt "$limit" ] || give_up "the limit of $(seconds "$limit") s leaves no time for another attempt"
  sleep "$(seconds "$interval")"
  number=$((number + 1))
done
