# Sourced by the other scripts: what a fresh machine needs before it can test and check Landfast.
#
# Only Python 3.11 or newer and git are expected to be there. Everything else is set up here, once,
# and found ready the next time: the virtual environment in .venv, the browsers and fonts from the
# system's package manager, Node.js and the packages pinned in scripts/node.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"
NODE="$ROOT/scripts/node"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Runs a command silently; what it printed appears only when it fails.
quietly() {
  local log status=0
  log="$(mktemp)"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    say "This command failed with exit code $status: $*"
    head -n 40 "$log" >&2
    [ "$(wc -l <"$log")" -le 40 ] || { say "..." && tail -n 40 "$log" >&2; }
  fi
  rm -f "$log"
  return "$status"
}

# Tries again twice, because a network that is busy now may answer in a few seconds.
with_retries() {
  local attempt
  for attempt in 1 2; do
    if quietly "$@"; then return 0; fi
    say "Attempt $attempt of 3 failed; trying again in $((attempt * 5)) seconds."
    sleep $((attempt * 5))
  done
  quietly "$@"
}

# Two scripts started at once must not set up the same folder together. Where the system has no
# flock (macOS), they run one after the other only by the user's own care.
lock_setup() {
  mkdir -p "$VENV"
  exec 9>"$VENV/.setup.lock"
  if command -v flock >/dev/null; then flock 9; fi
}

unlock_setup() { exec 9>&-; }

# --- Debian and Ubuntu packages ---------------------------------------------------------------

on_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

package_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# RUNLEVEL=1 keeps packages from starting the services that they bring along.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 "$@"
  elif ! command -v sudo >/dev/null; then
    fail "Installing system packages needs root, and sudo is not there. As root, run: $*"
  elif [ -t 0 ]; then
    sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 "$@"
  fi
}

apt() { as_root apt-get -y -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"; }

# Asks for a password in the foreground, before the quiet steps that could not show the question.
ask_for_password() {
  if [ "$(id -u)" -ne 0 ] && command -v sudo >/dev/null && [ -t 0 ]; then sudo -v; fi
}

apt_lists_fresh=""
install_packages() {
  say "Installing system packages: $*"
  ask_for_password
  if [ -z "$apt_lists_fresh" ]; then
    with_retries apt update || return 1
    apt_lists_fresh=yes
  fi
  with_retries apt install --no-install-recommends "$@"
}

# Installs those of the given packages that are missing.
ensure_packages() {
  local package missing=()
  for package in "$@"; do
    package_installed "$package" || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

# --- Python -----------------------------------------------------------------------------------

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  local candidate
  for candidate in "${LANDFAST_PYTHON:-}" python3 python python3.14 python3.13 python3.12 python3.11; do
    if [ -n "$candidate" ] && is_new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  fail "Landfast needs Python 3.11 or newer, and none was found. Install it, or name it: LANDFAST_PYTHON=/path/to/python3 scripts/test"
}

# What the environment was made from: it is made again when any of this changes.
environment_stamp() {
  {
    "$PYTHON" -c 'import sys; print(sys.version, sys.prefix)'
    cat "$ROOT/pyproject.toml"
  } | "$PYTHON" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

# Makes .venv when it is missing or cannot run, and installs Landfast in it, editable, with the
# packages that tests and checks need.
ensure_python_environment() {
  local base
  lock_setup
  if ! [ -x "$PYTHON" ] || ! is_new_enough "$PYTHON"; then
    base="$(find_python)" || exit 1
    # Debian keeps the part of venv that installs pip in a package of its own.
    if on_debian && ! "$base" -c 'import ensurepip' 2>/dev/null; then
      install_packages python3-venv || exit 1
    fi
    say "Creating the virtual environment in .venv with $("$base" --version)."
    quietly "$base" -m venv --clear "$VENV" || exit 1
    exec 9>"$VENV/.setup.lock"
  fi
  if [ "$(cat "$VENV/.landfast-stamp" 2>/dev/null)" != "$(environment_stamp)" ]; then
    say "Installing Landfast and what its tests need into .venv."
    with_retries "$PYTHON" -m pip install --disable-pip-version-check --editable "$ROOT[dev]" || exit 1
    environment_stamp >"$VENV/.landfast-stamp"
  fi
  unlock_setup
}

# --- Browsers ---------------------------------------------------------------------------------

# Liberation for Latin pages; Noto for Arabic, Hebrew, Thai and Devanagari; Droid for Chinese,
# Japanese and Korean in 2 MB instead of Noto's 55; Noto for emoji.
FONTS=(fonts-liberation fonts-noto-core fonts-droid-fallback fonts-noto-color-emoji)

# Two engines: Chromium for what Android visitors have, and WebKit for what iOS visitors have.
# WebKit's driver opens windows, so it needs a screen: xvfb is one without a monitor.
ensure_browsers() {
  if on_debian; then
    "$PYTHON" "$ROOT/tests/browser/engines.py" chromium >/dev/null 2>&1 || install_packages chromium || true
    ensure_packages webkit2gtk-driver xvfb xauth "${FONTS[@]}" || exit 1
  fi
  "$PYTHON" "$ROOT/tests/browser/engines.py" chromium >/dev/null || exit 1
}

# --- Web servers ------------------------------------------------------------------------------

# Tests serve built sites by what the build writes for these two. Only the programs are used: each
# test starts its own, on a free port, with its own configuration.
ensure_servers() {
  if on_debian; then ensure_packages nginx caddy || exit 1; fi
}

# --- Node.js ----------------------------------------------------------------------------------

node_is_new_enough() {
  command -v npm >/dev/null &&
    node -e 'process.exit(parseInt(process.versions.node, 10) >= process.argv[1] ? 0 : 1)' "$1" \
      >/dev/null 2>&1
}

# Installs the packages that the lock file in a folder pins, when they are not there already:
# ensure_node_packages FOLDER LEAST-VERSION-OF-NODE
ensure_node_packages() {
  local lock="$1/package-lock.json" stamp="$1/node_modules/.landfast-lock.json"
  if ! command -v npm >/dev/null; then
    on_debian || fail "This needs Node.js $2 or newer with npm. Install it and run this again."
    install_packages nodejs npm || exit 1
  fi
  node_is_new_enough "$2" || fail "This needs Node.js $2 or newer, and the one found is older. Install a newer one and run this again."
  lock_setup
  if ! cmp -s "$lock" "$stamp"; then
    say "Installing the packages pinned in ${1#"$ROOT"/}."
    with_retries npm --prefix "$1" ci || exit 1
    cp "$lock" "$stamp"
  fi
  unlock_setup
}
