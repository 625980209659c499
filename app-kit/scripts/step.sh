#!/usr/bin/env bash
# Runs the steps of a build so that its log can be searched. All variants of the buildspec share it.
# Each line of it begins with one of [START] [INFO] [BUILD] [TEST] [RESULT] [DIAG] [END]. What others write never does,
# as far as these marks go: in the output of commands and in texts from outside they become (START) and so on.
# Only [INFO] stays as it is in output, since Maven and others begin their lines with it.
set -euo pipefail

usage() {
  cat <<'USAGE'
usage: step.sh start                                        [START], and what is built
       step.sh run [--if-succeeding] BUILD|TEST NAME -- COMMAND [ARGUMENT...]
       step.sh info TEXT                                    [INFO] and the text, in one line
       step.sh diag                                         [DIAG] and the end of the output of the step that failed
       step.sh end [--if-failed]                            diag, then [END] and how it ended

run           [BUILD] or [TEST], the output as it comes, [RESULT]; ends with the command's exit status, 64 if misused
              The command's standard input is empty. For a pipe: -- bash -o pipefail -c 'one | other'
--if-succeeding  skips the step where the build has failed already: post_build runs after a failed build as well
--if-failed      says nothing unless a step has failed: for phases after which others come
NAME          letters, digits and - . _, at most 40
USAGE
}

misused() {
  printf 'step.sh: %s (--help shows the usage)\n' "$1" >&2
  exit 64
}

TAIL_LINES=20
state=${TMPDIR:-/tmp}/build-steps-$(id -u)

# What would forge or hide a mark, in bytes, whatever the locale: escapes, controls other than tab and carriage return,
# characters without width or that turn the direction of text.
escape=$'\033'
bell=$'\a'
FILTER=(
  -e "s|${escape}\\[[0-9;:?<=>]*[ -/]*[@-~]||g"
  -e "s/${escape}\\][^${bell}${escape}]*\\(${bell}\\|${escape}\\\\\\)//g"
  -e 's/[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]//g; s/\x00//g'
  -e 's/\xe2\x80[\x8b-\x8f\xa8-\xae]//g; s/\xe2\x81[\xa0-\xa9]//g; s/\xef\xbb\xbf//g; s/\xc2[\x80-\x9f\xad]//g'
  -e 's/\[\(START\|BUILD\|TEST\|RESULT\|DIAG\|END\|Container\|Instance\)\]/(\1)/g'
)

# Line by line as they come. `sed -u` would do, but reads byte by byte.
filter() {
  if command -v stdbuf >/dev/null; then
    LC_ALL=C stdbuf -oL sed "${FILTER[@]}"
  else
    LC_ALL=C sed -u "${FILTER[@]}"
  fi
}

# A text from outside as part of one line: at most 200 bytes, and no quote ends it.
one_line() {
  local cut='t begin; :begin; s/^\(.\{200\}\).*/\1/; t cut; b; :cut; s/[\xc0-\xff][\x80-\xbf]*$//; s/$/.../'
  printf '%s' "$1" | tr '\t\r\n"' "   '" | LC_ALL=C sed -e 's/\[INFO\]/(INFO)/g' "${FILTER[@]}" -e "$cut"
}

# The same as a word.
word() {
  local text
  text=$(one_line "$1")
  printf '%s' "${text//[!A-Za-z0-9@:.,_\/+-]/_}"
}

start() {
  rm -rf -- "$state"
  mkdir -m 700 -- "$state"
  date +%s >"$state/started"
  printf '[START] build=%s commit=%s initiator=%s\n' "$(word "${CODEBUILD_BUILD_ID:-local}")" \
    "$(word "${CODEBUILD_RESOLVED_SOURCE_VERSION:-unknown}")" "$(word "${CODEBUILD_INITIATOR:-unknown}")"
  local subject=''
  # Only a full clone has it.
  subject=$(git log -1 --format=%s 2>/dev/null) || :
  [[ -z $subject ]] || info "commit message: $subject"
}

info() { printf '[INFO] %s\n' "$(one_line "$1")"; }

run() {
  local only_if_succeeding=no
  if [[ ${1-} == --if-succeeding ]]; then
    only_if_succeeding=yes
    shift
  fi
  local kind=${1-} name=${2-}
  [[ $kind == BUILD || $kind == TEST ]] || misused 'run takes BUILD or TEST'
  [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$ ]] || misused 'NAME has letters, digits and - . _, at most 40'
  [[ ${3-} == -- && $# -ge 4 ]] || misused 'run takes -- and a command'
  shift 3
  [[ -d $state ]] || mkdir -m 700 -- "$state"
  if [[ $only_if_succeeding == yes ]] && { [[ ${CODEBUILD_BUILD_SUCCEEDING:-1} == 0 ]] || [[ -e $state/failed ]]; }; then
    printf '[RESULT] step=%s status=SKIPPED\n' "$name"
    return 0
  fi
  printf '[%s] step=%s\n' "$kind" "$name"
  local status codes keeper
  rm -f -- "$state/copy"
  mkfifo -m 600 "$state/copy"
  tail -c 16384 <"$state/copy" >"$state/output" &
  keeper=$!
  set +e
  # A program, even where a function of this script is called the same.
  exec "$@" </dev/null 2>&1 | filter | tee "$state/copy"
  codes=("${PIPESTATUS[@]}")
  set -e
  wait "$keeper"
  # The next mark has to begin a line.
  if [[ -n $(tail -c 1 "$state/output") ]]; then printf '\n' | tee -a "$state/output"; fi
  # The command's own status first; then whether its output came through.
  status=${codes[0]}
  for code in "${codes[@]:1}"; do [[ $status -ne 0 ]] || status=$code; done
  if [[ $status -eq 0 ]]; then
    # A phase that is tried again overcomes its failure.
    if [[ -e $state/failed ]] && grep -q "^step=$name " "$state/failed"; then rm -f -- "$state/failed"; fi
    printf '[RESULT] step=%s status=SUCCEEDED seconds=%d\n' "$name" "$SECONDS"
    return 0
  fi
  # "exit status" in words: Pipewatch's rules know what 126, 127 and 137 mean.
  printf 'step=%s exit status %d\n' "$name" "$status" >"$state/failed"
  mv -f -- "$state/output" "$state/failed-output"
  printf '[RESULT] step=%s status=FAILED seconds=%d exit status %d\n' "$name" "$SECONDS" "$status"
  exit "$status"
}

# After the step, for people and queries. Pipewatch reads the output itself, where the step wrote it.
diag() {
  [[ -e $state/failed && -e $state/failed-output ]] || return 0
  printf '[DIAG] %s; the end of its output:\n' "$(<"$state/failed")"
  tail -n "$TAIL_LINES" "$state/failed-output" | LC_ALL=C sed 's/^\(.\{300\}\).*/\1/; s/^/[DIAG] | /'
  rm -f -- "$state/failed-output"
  df -P . | awk 'NR == 2 { print "[DIAG] disk: " $5 " used, " int($4 / 1024) " MiB free" }'
  if [[ -r /proc/meminfo ]]; then
    awk '/^MemAvailable/ { print "[DIAG] memory: " int($2 / 1024) " MiB available" }' /proc/meminfo
  fi
}

end() {
  [[ ${1-} != --if-failed || -e $state/failed ]] || return 0
  diag
  local status=SUCCEEDED began now
  now=$(date +%s)
  began=$(cat "$state/started" 2>/dev/null) || began=$now
  if [[ -e $state/failed || ${CODEBUILD_BUILD_SUCCEEDING:-1} == 0 ]]; then status=FAILED; fi
  printf '[END] status=%s seconds=%d' "$status" "$((now - began))"
  if [[ -e $state/failed ]]; then printf ' %s' "$(<"$state/failed")"; fi
  printf '\n'
}

case ${1-} in
  start) start ;;
  run) shift; run "$@" ;;
  info) [[ $# -eq 2 ]] || misused 'info takes one text'; info "$2" ;;
  diag) diag ;;
  end) [[ $# -eq 1 || ( $# -eq 2 && $2 == --if-failed ) ]] || misused 'end takes --if-failed or nothing'; end "${2-}" ;;
  --help) usage ;;
  *) misused 'the first word is start, run, info, diag or end' ;;
esac
