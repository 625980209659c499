#!/bin/sh
# Runs a command, and runs it again while it fails: after growing, random delays and within a time limit.
# Plain POSIX sh. Everything it says itself goes to standard error.
set -eu

usage() {
  cat <<'USAGE'
usage: retry.sh [option...] [--] command [argument...]

  --tries N            attempts in all, 1 to 100 (default 3)
  --delay SECONDS      before the second attempt; doubles each time (default 2)
  --max-delay SECONDS  no delay is longer (default 30)
  --jitter PERCENT     each delay is shorter by a random part of itself, up to this (default 50)
  --limit SECONDS      for everything: ends a running attempt, and starts no delay beyond it (default 300)
  --on-exit CODES      try again only after these exit codes, such as 7,28
  --on-output ERE      try again only if the output matches; case does not matter; may be repeated
  --unless-output ERE  never try again if the output matches; wins over the others; may be repeated
  --transient          what usually passes as --on-output, what does not as --unless-output
  --help

Seconds may have three decimals; a running attempt is ended at a whole second of its own. With --on-exit and --on-output, either is enough. The output is the last
64 KiB of standard output and of standard error. The command's standard input is empty.
Exit status: the last attempt's, 124 or 137 if the limit ended it, 64 if retry.sh is misused.
USAGE
}

# What passes by itself, as registries, hosts and AWS word it; and what does not, however noisy the log is.
TRANSIENT='connection (was )?(reset|refused|timed out|aborted|closed)|ECONN(RESET|REFUSED|ABORTED)|ETIMEDOUT|ESOCKETTIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|(^|[^a-z])ENOTFOUND|could( not|n.t) resolve host|temporary failure|name resolution|no such host|UnknownHostException|TLS handshake timeout|i/o timeout|(read|operation|request|connection|connect|socket) timed ?out|has timed out after|(read|connect) ?timeout|transfer closed|max retries exceeded|request failed after|send request failed|E50[234]|got 50[234]|network is unreachable|no route to host|socket hang ?up|broken pipe|unexpected EOF|early EOF|RPC failed|remote end hung up|too ?many ?requests|rate ?limit|rate exceeded|throttl|slow ?down|request ?limit ?exceeded|service ?unavailable|bad gateway|gateway time-?out|internal server error|(status|error|code|http|returned)[^0-9a-z]{1,4}(429|50[0234])'
PERMANENT='40[134] (unauthorized|forbidden|not found)|(status|error|code|returned)[^0-9a-z]{1,4}40[134]|E40[134]([^0-9]|$)|unauthorized|forbidden|access ?denied|not authorized|authentication (failed|required)|ERESOLVE|ETARGET|EINTEGRITY|EBADPLATFORM|no matching (distribution|version)|manifest unknown|no space left|out of memory|checksum mismatch|certificate (has expired|verify failed)|AssertionError|expected .*(got|received)|^rspec |(localhost|127\.0\.0\.1|\[::1\])[: ]|ENOTFOUND [a-z0-9_-]+$'

misused() {
  printf 'retry.sh: %s (--help shows the options)\n' "$1" >&2
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

# Sets number from a whole number between two others.
to_number() {
  case $2 in '' | *[!0-9]* | ????*) misused "$1 takes a number from $3 to $4" ;; esac
  number=00$2
  number=$((1${number#"${number%???}"} - 1000))
  if [ "$number" -lt "$3" ] || [ "$number" -gt "$4" ]; then misused "$1 takes a number from $3 to $4"; fi
}

to_expression() {
  [ -n "$2" ] || misused "$1 takes an extended regular expression"
  code=0
  printf '\n' | grep -E -- "$2" >/dev/null 2>&1 || code=$?
  [ "$code" -le 1 ] || misused "$1 takes an extended regular expression"
}

tries=3 delay=2000 max_delay=30000 jitter=50 limit=300000
on_exit='' on_output='' unless_output=''
while [ $# -gt 0 ]; do
  case $1 in
    --help) usage; exit 0 ;;
    --transient)
      on_output="${on_output:+$on_output|}$TRANSIENT"
      unless_output="${unless_output:+$unless_output|}$PERMANENT"
      shift
      continue
      ;;
    --) shift; break ;;
    --tries | --delay | --max-delay | --jitter | --limit | --on-exit | --on-output | --unless-output)
      [ $# -ge 2 ] || misused "$1 takes a value"
      ;;
    -*) misused "there is no option $1" ;;
    *) break ;;
  esac
  case $1 in
    --tries) to_number "$1" "$2" 1 100; tries=$number ;;
    --jitter) to_number "$1" "$2" 0 100; jitter=$number ;;
    --delay) to_ms "$1" "$2"; delay=$ms ;;
    --max-delay) to_ms "$1" "$2"; max_delay=$ms ;;
    --limit) to_ms "$1" "$2"; limit=$ms ;;
    --on-exit)
      case $2 in '' | *[!0-9,]* | ,* | *, | *,,*) misused "$1 takes exit codes, such as 7,28" ;; esac
      on_exit="${on_exit:+$on_exit,}$2"
      ;;
    --on-output) to_expression "$1" "$2"; on_output="${on_output:+$on_output|}$2" ;;
    --unless-output) to_expression "$1" "$2"; unless_output="${unless_output:+$unless_output|}$2" ;;
  esac
  shift 2
done
[ $# -gt 0 ] || misused 'there is no command'
[ "$limit" -gt 0 ] || misused '--limit takes more than 0 seconds'

say() { printf '[INFO] retry: %s\n' "$1" >&2; }

now_ms() {
  now=$(date +%s%3N)
  # Where there are no milliseconds, the format comes back as it is.
  case $now in *[!0-9]* | ???????????) now=$(date +%s)000 ;; esac
}

seconds() { printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)); }

# Only for the background, where it makes way for the command, so that a signal reaches that.
within() {
  most=$1
  shift
  if command -v timeout >/dev/null 2>&1; then exec timeout -k 5 "$most" "$@"; else exec "$@"; fi
}

running='' child='' folder=''
# What still writes there may be in the way of the first time.
clean_up() { [ -z "$folder" ] || rm -rf "$folder" 2>/dev/null || { sleep 1; rm -rf "$folder"; } || :; }
stopped() {
  trap '' HUP INT TERM
  # What runs in the background of a script ignores INT. It may have begun before its number was taken down. `timeout` has a group
  # of its own, and dies of a signal that comes before it knows what it has begun: the group hears of it all the same.
  [ -z "$running" ] || kill -- "-${child:-$!}" 2>/dev/null || kill "${child:-$!}" 2>/dev/null || :
  # Whoever waits for the other end of a pipe to be opened would wait for ever.
  [ -z "$folder" ] || exec 3<>"$folder/out" 4<>"$folder/err" 5<>"$folder/out.copy" 6<>"$folder/err.copy"
  exit "$1"
}
trap clean_up EXIT
trap 'stopped 129' HUP
trap 'stopped 130' INT
trap 'stopped 143' TERM

if [ -n "$on_output$unless_output" ]; then
  folder=$(mktemp -d "${TMPDIR:-/tmp}/retry.XXXXXX")
  mkfifo "$folder/out" "$folder/err" "$folder/out.copy" "$folder/err.copy"
fi

# Passes a stream on as it comes, and keeps its end. A process that the command left behind may hold the stream open:
# that is waited for no longer than the limit.
pass_on() {
  within "$2" tee "$folder/$1.copy" <"$folder/$1" &
  tail -c 65536 <"$folder/$1.copy" >"$folder/$1.end"
}

# Sets status. The command has what is left of the limit, in whole seconds.
attempt() {
  most=$(((limit - elapsed + 999) / 1000))
  status=0 running=yes
  if [ -z "$folder" ]; then
    within "$most" "$@" </dev/null &
    child=$!
    wait "$child" || status=$?
  else
    pass_on out $((most + 6)) &
    out=$!
    pass_on err $((most + 6)) >&2 &
    err=$!
    within "$most" "$@" </dev/null >"$folder/out" 2>"$folder/err" &
    child=$!
    wait "$child" || status=$?
    wait "$out" "$err" || :
  fi
  running='' child=''
}

said() { [ -n "$1" ] && cat "$folder/out.end" "$folder/err.end" | grep -Eiq -- "$1"; }

# Whether another attempt could end otherwise.
may_pass() {
  # Not to be run, or not there.
  case $status in 126 | 127) return 1 ;; esac
  ! said "$unless_output" || return 1
  [ -n "$on_exit$on_output" ] || return 0
  case ",$on_exit," in *",$status,"*) return 0 ;; esac
  said "$on_output"
}

now_ms
start=$now elapsed=0 number=1
while :; do
  attempt "$@"
  [ "$status" -ne 0 ] || exit 0
  failed="attempt $number of $tries failed with exit status $status"
  now_ms
  elapsed=$((now - start))
  if [ "$elapsed" -ge "$limit" ]; then
    say "$failed; the limit of $(seconds "$limit") s is reached"
    exit "$status"
  elif ! may_pass; then
    say "$failed; that does not look as if it passes by itself"
    exit "$status"
  elif [ "$number" -ge "$tries" ]; then
    say "$failed; no attempt is left"
    exit "$status"
  fi
  [ "$delay" -le "$max_delay" ] || delay=$max_delay
  random=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
  pause=$((delay - delay * jitter * random / 6553500))
  if [ $((elapsed + pause)) -ge "$limit" ]; then
    say "$failed; the limit of $(seconds "$limit") s leaves no time for another"
    exit "$status"
  fi
  say "$failed; trying again in $(seconds "$pause") s"
  sleep "$(seconds "$pause")" &
  child=$!
  wait "$child"
  child=''
  delay=$((delay * 2))
  number=$((number + 1))
  now_ms
  elapsed=$((now - start))
done
