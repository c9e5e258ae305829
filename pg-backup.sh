#!/bin/sh
# Asks the gateway for a backup, waits until it has been restored and compared, and prints the verdict. For cron:
#
#   0 3 * * *  GZ_KEY_FILE=/etc/ground-zero/cron-key /opt/ground-zero/pg-backup.sh -q
#
#   -q   prints only when the verdict is not PROVEN, so that cron sends mail only then
#   -h   prints this
#
# Settings, as environment variables:
#
#   GZ_KEY_FILE   file with an operator's API key in its first line; required
#   GZ_GATEWAY    where the gateway answers; http://127.0.0.1:8080
#   GZ_CLUSTER    which cluster, if the gateway watches more than one
#   GZ_TIMEOUT    seconds to wait for the verdict; 14400
#   GZ_POLL       seconds between two looks; 5
#
# Exit codes: 0 PROVEN, 1 REFUTED, 2 failed or could not be tested, 3 no verdict in time, 4 cannot ask (the gateway is
# unreachable or refuses), 64 called in a wrong way. Whatever happens to this script, the backup itself goes on.
# Needs a POSIX shell with awk and sed, and curl. A page about it: docs/moving.md.
set -u
LC_ALL=C
export LC_ALL

# How often the gateway is asked to start the backup before that is given up, GZ_POLL seconds apart.
ATTEMPTS=12

complain() { printf 'pg-backup: %s\n' "$*" >&2; }
misuse() { complain "$*; $0 -h says more"; exit 64; }
refused() { complain "$*"; exit 4; }
number() { case $2 in '' | *[!0-9]* | 0?*) misuse "$1 must be a number of seconds, not '$2'" ;; esac; }
now() { date +%s; }

quiet=
while getopts :qh option; do
  case $option in
    q) quiet=yes ;;
    h) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
    *) misuse "there is no option -$OPTARG" ;;
  esac
done
shift $((OPTIND - 1))
[ $# = 0 ] || misuse "what is '$1'?"

gateway=${GZ_GATEWAY:-http://127.0.0.1:8080}
gateway=${gateway%/}
cluster=${GZ_CLUSTER:-}
timeout=${GZ_TIMEOUT:-14400}
poll=${GZ_POLL:-5}
key_file=${GZ_KEY_FILE:-}
case $gateway in
  *[!A-Za-z0-9./:_@%[\]~-]*) misuse "GZ_GATEWAY must be an address, not '$gateway'" ;;
  http://?* | https://?*) ;;
  *) misuse "GZ_GATEWAY must begin with http:// or https://, not '$gateway'" ;;
esac
case $cluster in *[!A-Za-z0-9._-]*) misuse "GZ_CLUSTER must be a cluster's name, not '$cluster'" ;; esac
number GZ_TIMEOUT "$timeout"
number GZ_POLL "$poll"
[ -n "$key_file" ] || misuse 'GZ_KEY_FILE must name a file with an API key'
[ -r "$key_file" ] || misuse "cannot read $key_file"
key=
read -r key <"$key_file" || [ -n "$key" ] || misuse "$key_file is empty"
# as in a header, and nothing that could be an option of curl
case $key in '' | *[!A-Za-z0-9._~+/=-]*) misuse "the first line of $key_file is no API key" ;; esac
command -v curl >/dev/null 2>&1 || refused 'curl is missing'

# The same for every attempt of this run, so that however often curl has to try, one backup is started.
random=$(od -A n -N 8 -t x1 /dev/urandom | tr -d ' \n')
idempotency_key=pg-backup-$(date -u +%Y%m%dT%H%M%SZ)-$$-$random

# Calls the gateway. Sets status, the HTTP status, and body; if there was no whole answer: 000, and what curl says.
# The key goes through standard input: a process' arguments can be read by everybody on the machine.
call() {
  if answer=$(
    curl -q -sS --connect-timeout 10 --max-time 30 -w '\n%{http_code}' -K - "$@" 2>&1 <<CONFIG
header = "Authorization: Bearer $key"
header = "Accept: application/json"
CONFIG
  ); then
    status=${answer##*
}
    body=${answer%
*}
  else
    status=000
    body=$(printf '%s\n' "$answer" | sed -n 's/^curl: //p')
  fi
}

# JSON on standard input becomes a line for each value: path=value, such as proofs.0.verdict=PROVEN. It is split at the
# quotation marks: every second piece stands in a string, unless the one before it ended with an escaped mark.
flat() {
  awk '
    BEGIN { RS = "\""; depth = 0; text = ""; inside = 0 }
    function flush() { if (plain != "") { show(plain); plain = "" } }
    function show(value,   path, level) {
      for (level = 1; level <= depth; level++) path = path (level > 1 ? "." : "") name[level]
      print path "=" value
    }
    inside {
      text = text $0
      match($0, /\\*$/)
      if (RLENGTH % 2) { text = text "\""; next }
      inside = 0
      if (key) { name[depth] = text; key = 0 }
      else {
        gsub(/\\[nrt]/, " ", text); gsub(/\\"/, "\"", text); gsub(/\\\\/, "\\", text); gsub(/[[:cntrl:]]/, " ", text)
        show(text)
      }
      next
    }
    {
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        if (c == "{") { depth++; list[depth] = 0; name[depth] = ""; key = 1 }
        else if (c == "[") { depth++; list[depth] = 1; name[depth] = 0; key = 0 }
        else if (c == "}" || c == "]") { flush(); depth--; key = 0 }
        else if (c == ",") { flush(); if (list[depth]) name[depth]++; else key = 1 }
        else if (c ~ /[-+.0-9A-Za-z]/) plain = plain c
      }
      inside = 1
      text = ""
    }'
}

# One value of what flat made of the last answer; empty if it is not there.
value() { printf '%s\n' "$values" | sed -n "s/^$1=//p" | sed 1q; }

# What a refusal says of itself, as far as it says anything.
reason() {
  values=$(printf '%s' "$body" | flat)
  said=$(value detail)
  remedy=$(value remedy)
  printf '%s' "${said:-$(printf '%s' "$body" | tr '[:cntrl:]' ' ' | cut -c 1-300)}${remedy:+ What to do: $remedy}"
}

ask() {
  request=
  [ -z "$cluster" ] || request="{\"cluster\":\"$cluster\"}"
  attempt=1
  while :; do
    call -X POST -H 'Content-Type: application/json' -H "Idempotency-Key: $idempotency_key" --data-binary "$request" \
      "$gateway/api/v1/backups"
    case $status in
      202) break ;;
      401 | 403) refused "the gateway refuses the key in $key_file: $(reason)" ;;
      # nobody there, somebody on the way says so, or the broker is down
      000 | 408 | 429 | 5??) ;;
      *) refused "the gateway at $gateway starts no backup ($status): $(reason)" ;;
    esac
    if [ "$attempt" -ge "$ATTEMPTS" ] || [ "$(now)" -ge "$end" ]; then
      refused "no backup could be asked for at $gateway ($status): $(reason)"
    fi
    attempt=$((attempt + 1))
    sleep "$poll"
  done
  values=$(printf '%s' "$body" | flat)
  follow "$(value id)"
}

# From now on this backup.
follow() {
  id=$1
  case $id in '' | *[!A-Za-z0-9_-]*) refused "what answers at $gateway is no gateway: $(printf '%s' "$body" | tr '[:cntrl:]' ' ' | cut -c 1-300)" ;; esac
}

# What went wrong with the backup, a line for each stage that has a cause.
troubles() {
  for stage in 0 1 2 3; do
    code=$(value "stages.$stage.code")
    [ -z "$code" ] || printf '  %s: %s: %s\n  What to do: %s\n' "$(value "stages.$stage.stage")" "$code" \
      "$(value "stages.$stage.cause")" "$(value "stages.$stage.remedy")"
  done
}

# Prints and ends: exit code, verdict, what else there is to say.
verdict() {
  if [ "$1" != 0 ] || [ -z "$quiet" ]; then
    printf '%s %s%s\n' "$2" "$id" "${3:+: $3}"
    [ "$1" = 0 ] || troubles
  fi
  exit "$1"
}

end=$(($(now) + timeout))
ask
[ -n "$quiet" ] || printf 'backup %s\n' "$id"

state=unknown
while :; do
  call "$gateway/api/v1/backups/$id"
  lost=
  case $status in
    200)
      values=$(printf '%s' "$body" | flat)
      state=$(value state)
      case $state-$(value verdict) in
        PROVEN-*) verdict 0 PROVEN "$(value proofs.0.summary)" ;;
        REFUTED-*) verdict 1 REFUTED "$(value proofs.0.summary)" ;;
        FAILED-INCONCLUSIVE) verdict 2 INCONCLUSIVE "$(value proofs.0.summary)" ;;
        FAILED-*) verdict 2 FAILED ;;
        JOINED-*) follow "$(value joined)" ;;
      esac
      ;;
    401 | 403) refused "the gateway no longer takes the key in $key_file; backup $id goes on without this script" ;;
    # The network, the gateway or its database may be away for a while: the backup does not need them.
    *) lost="; the gateway's last answer: $status $(reason)" values= ;;
  esac
  [ "$(now)" -lt "$end" ] || verdict 3 'NO VERDICT' "after $timeout s, state $state$lost"
  sleep "$poll"
done
