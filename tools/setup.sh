#!/bin/sh
# What `make` needs on a machine that has only Python, make and git.
#
#   tools/setup.sh app        .venv with the exact pins of requirements.txt and the `kampung` command
#   tools/setup.sh dev        the same, and what the tests need
#   tools/setup.sh chromium   print the path of a Chromium for the browser tests; install one if need be
#
# Says nothing when there is nothing to do. Every refusal is one sentence on stderr and exit 1.
# Plain POSIX shell: it runs under dash, bash 3.2 and zsh.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
least=3.11
is_enough='import sys; sys.exit(sys.version_info < (3, 11))'

say() { printf '%s\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}

# The Python to build on: $PYTHON, else the first of the usual names that is new enough.
find_python() {
  if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null 2>&1 || refuse "PYTHON=$PYTHON is not a program on this machine."
    "$PYTHON" -c "$is_enough" 2>/dev/null ||
      refuse "Kampung needs Python $least or newer; PYTHON=$PYTHON is $("$PYTHON" --version 2>&1 || true)."
    printf '%s\n' "$PYTHON"
    return
  fi
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c "$is_enough" >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  if command -v python3 >/dev/null 2>&1; then
    refuse "Kampung needs Python $least or newer; python3 here is $(python3 --version 2>&1): install a newer one, or name it with make PYTHON=/path/to/python3."
  fi
  refuse "Kampung needs Python $least or newer, and there is no python3 here: install it, or name it with make PYTHON=/path/to/python3."
}

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }

# .venv is kept when its Python still runs, is the one asked for, and no installation into it was cut short.
ensure_venv() {
  if [ ! -e "$venv/.installing" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    have=$(version_of "$venv/bin/python")
    if [ -n "${PYTHON:-}" ]; then wanted=$(version_of "$PYTHON"); else wanted=$have; fi
    if [ "$have" = "$wanted" ] && "$venv/bin/python" -c "$is_enough"; then
      return
    fi
  fi
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    refuse "$("$python" --version) cannot make a virtual environment: its venv module is missing (on Debian and Ubuntu: sudo apt install python3-venv)."
  say "Making a virtual environment in $venv ($("$python" --version)) …"
  rm -rf "$venv"
  mkdir "$venv"
  : >"$venv/.installing"
  "$python" -m venv "$venv" >&2 || refuse "The virtual environment could not be made; the lines above say why."
}

# once NAME KEY: true when NAME was finished before with the same KEY. `done_with` remembers it.
once() { [ "$(cat "$venv/.installed-$1" 2>/dev/null)" = "$2" ]; }
done_with() {
  printf '%s\n' "$2" >"$venv/.installed-$1"
  rm -f "$venv/.installing" # taken away last: what is cut short before this is made anew
}

pip_install() {
  : >"$venv/.installing"
  "$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-input "$@" >&2 ||
    refuse "pip could not install that; its lines above say why (is the internet within reach?)."
}

# ensure_pins FILE: install exactly what a requirements file pins.
ensure_pins() {
  key=$(cksum <"$1")
  if once "$1" "$key"; then return; fi
  say "Installing the packages of $1 (the first time a minute or two) …"
  pip_install -r "$1"
  done_with "$1" "$key"
}

# The package itself, editable, so that the `kampung` command runs the code of this folder.
ensure_package() {
  key=$(cksum <pyproject.toml)
  if once package "$key" && [ -x "$venv/bin/kampung" ]; then return; fi
  pip_install --no-deps --editable .
  done_with package "$key"
}

# A Chromium that starts: a stub or one that lacks libraries does not print its version.
starts() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

playwright_chromium() {
  "$venv/bin/python" -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>/dev/null || true
}

find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    starts "$CHROMIUM" || refuse "CHROMIUM=$CHROMIUM does not start; the browser tests need a Chromium or Chrome that does."
    printf '%s\n' "$CHROMIUM"
    return
  fi
  for candidate in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    path=$(command -v "$candidate" 2>/dev/null || true)
    if starts "$path"; then
      printf '%s\n' "$path"
      return
    fi
  done
  path=$(playwright_chromium)
  if starts "$path"; then printf '%s\n' "$path"; fi
}

install_debian_chromium() {
  command -v apt-get >/dev/null 2>&1 || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
  else
    return 0
  fi
  say "Installing Debian's chromium for the browser tests …"
  # shellcheck disable=SC2086  # empty, or "sudo -n"
  { $as_root apt-get update -qq &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2 || true
}

ensure_chromium() {
  path=$(find_chromium) || exit 1
  if [ -z "$path" ]; then
    say "No Chromium here: fetching Playwright's for the browser tests …"
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT=${PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT:-15000} \
      "$venv/bin/python" -m playwright install chromium >/dev/null 2>&1 || true
    path=$(find_chromium)
  fi
  if [ -z "$path" ]; then
    install_debian_chromium
    path=$(find_chromium)
  fi
  [ -n "$path" ] ||
    refuse "The browser tests need Chromium or Chrome: install one (Debian: sudo apt install chromium; macOS: brew install --cask chromium) or name it with CHROMIUM=/path/to/it."
  printf '%s\n' "$path"
}

case ${1:-} in
app)
  ensure_venv
  ensure_pins requirements.txt
  ensure_package
  ;;
dev)
  ensure_venv
  ensure_pins requirements.txt
  ensure_pins requirements-dev.txt
  ensure_package
  ;;
chromium)
  ensure_chromium
  ;;
*)
  refuse "Usage: tools/setup.sh app|dev|chromium"
  ;;
esac
