# shellcheck shell=bash
# Sourced: a root booted as a container, under a systemd of its own. Needs root and systemd-nspawn.
# The container has no network but its own, and its boot says what it has to say in ROOT.console.

booted=''  # systemd-nspawn while a container lives

# A unit's filters of addresses are programs for the kernel, which nspawn lets nobody load unless it
# is told; and they are for control groups of the second version, which this machine may not use.
boot() {
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn -D "$1" --machine=cabled-units --register=no --keep-unit --boot \
    --console=read-only --private-network --resolv-conf=off --system-call-filter=bpf </dev/null >"$1.console" 2>&1 &
  booted=$!
  local i
  for ((i = 0; i < 300; ++i)); do
    # "degraded" is an end of the boot as well; which units failed is for the caller to ask.
    if [[ $(in_container 'systemctl is-system-running' 2>/dev/null) == @(running|degraded) ]]; then return; fi
    kill -0 "$booted" || break
    sleep 0.2
  done
  cat "$1.console" >&2
  return 1
}

# in_container COMMANDS: in bash, as root, with no variables but those of the container and SINCE.
in_container() {
  local first
  first=$(tr -d ' ' <"/proc/$booted/task/$booted/children")
  nsenter -t "$first" -m -u -i -p -n -C env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    SINCE="${SINCE-}" bash -euo pipefail -c "cd /; $1" </dev/null
}

# An orderly shutdown; one that takes longer than a minute and a half is cut.
shut_down() {
  [[ -n $booted ]] || return 0
  local i
  kill -TERM "$booted"
  for ((i = 0; i < 450; ++i)); do
    if ! kill -0 "$booted" 2>/dev/null; then break; fi
    sleep 0.2
  done
  kill -KILL "$booted" 2>/dev/null || true
  wait "$booted" || true
  booted=''
}
