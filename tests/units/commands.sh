# shellcheck shell=bash
# Sourced by the checks of this folder, in the container of tests/real-systemd.
set -euo pipefail
shopt -s extglob
cd /

started=0   # when the step began, for the journal

step() {
  printf '\n== %s (%s s)\n' "$*" "$SECONDS"
  started=$(date +%s.%6N)
}

# check WORDS COMMAND…: it succeeds, or all ends here.
check() { await 0 "$@"; }

# await SECONDS WORDS COMMAND…: it succeeds within so many seconds. A function must end with what it
# finds, since no command in it ends it by failing.
await() {
  local end=$((SECONDS + $1)) words=$2 seen
  shift 2
  until seen=$("$@" 2>&1); do
    if ((SECONDS >= end)); then
      printf 'FAIL  %s\n--- %s\n%s\n--- journal:\n' "$words" "$*" "$seen"
      journalctl -q -o short-precise --no-pager --since "@$started" | tail -n 60
      exit 1
    fi
    sleep 0.2
  done
  printf 'ok    %s\n' "$words"
}

# is VALUE COMMAND…: that is what it prints.
is() {
  local seen
  seen=$("${@:2}")
  printf '%s\n' "$seen"
  [[ $seen == "$1" ]]
}

not() { if "$@"; then return 1; fi; }

as() { setpriv --reuid="$1" --regid="$1" --init-groups env HOME=/tmp "${@:2}"; }

# The collector's state, seen by a command beside the service.
collector() { as cabled cabled --config /etc/cabled/cabled.toml --state-dir /var/lib/cabled "$@"; }

field() { python3 -c 'import functools, json, sys; print(functools.reduce(dict.get, sys.argv[1:], json.load(sys.stdin)))' "$@"; }

cables() { collector --json status | field corpus cables; }

prop() { systemctl show -P "$1" "${2-cabled.service}"; }

is_another_process() { [[ $(prop ActiveState) == active && $(prop MainPID) != @(0|"$1") ]]; }

nothing_failed() { is '' systemctl --failed -q --no-legend; }

# said WORDS [UNIT]: since the step began.
said() { journalctl -q -o cat --since "@$started" -u "${2-cabled}" | grep -F -- "$1"; }

# Since the step began; a page that a site does not have is not among it.
nothing_is_wrong() {
  not grep -vE '^$|^page given up .* reason=http_404' <<<"$(journalctl -q -b -o cat --since "@$started" -u "${1-cabled}" -p warning)"
}

# The embedded database's first processes.
servers() { pgrep -u cabled -f '^/usr/lib/postgresql/[0-9]+/bin/postgres ' || true; }

one_server() { [[ $(servers) == +([0-9]) ]]; }

all_is_well() { not grep -v '^ok ' <<<"$(collector doctor)" && collector status --check; }

# ask PATH [USER]: the web reader, as the reverse proxy does.
ask() { as "${2-www-data}" python3 /test/units/ask.py "$1"; }
answers() { ask "$1" | grep -F "$2"; }

# under UNIT COMMAND…: as the unit's program would do it: with its user, folders, filters and limits.
under() {
  local unit=$1 code=0
  local own='ExecReload|Restart|RestartSec|RestartPreventExitStatus|WatchdogSec|NotifyAccess|RuntimeDirectory'
  shift
  printf '#!/bin/sh\nexec %s\n' "${*@Q}" >/test/probe
  chmod 755 /test/probe
  systemctl cat "$unit" | sed -E -e "/^($own)=/d" -e 's/^Type=.*/Type=oneshot/' \
    -e 's|^ExecStart=.*|ExecStart=/test/probe\nStandardOutput=truncate:/test/probe.out\nStandardError=inherit|' \
    >/run/systemd/system/probe.service
  systemctl daemon-reload
  systemctl start probe.service || code=$?
  cat /test/probe.out
  systemctl reset-failed probe.service 2>/dev/null || true
  return "$code"
}
