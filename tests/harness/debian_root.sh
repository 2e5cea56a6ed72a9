# Sourced: a Debian of any release in a folder, made by debootstrap. Needs root.

# make_base ROOT RELEASE MIRROR: the bare system, unless it is there.
make_base() {
  [[ -e $1/etc/debian_version ]] || debootstrap --variant=minbase --include=ca-certificates "$2" "$1" "$3"
  # No service is to be started by a package.
  printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
  chmod 755 "$1/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$1/etc/resolv.conf"
}

# inside ROOT FOLDER COMMANDS: its mounts and processes end with it, however it ends.
inside() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --kill-child bash -euc '
    mount --make-rprivate /
    mount --bind "$1" "$1"  # a mount point, so that a program in there may have mounts of its own
    mount -t proc proc "$1/proc"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$1/dev/pts"
    mkdir -p "$1/dev/shm"
    for folder in /tmp /dev/shm /run; do mount -t tmpfs -o mode=1777 tmpfs "$1$folder"; done
    # This shell stays as the first process, to take leave of those that lost their parents.
    chroot "$1" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
      http_proxy="${http_proxy-}" https_proxy="${https_proxy-}" no_proxy="${no_proxy-}" \
      DEBIAN_FRONTEND=noninteractive CCACHE_DIR=/var/cache/ccache bash -euc "cd $2; $3" || exit
  ' - "$@"
}
