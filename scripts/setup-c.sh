#!/bin/sh
# Gives the C tests their compiler: Debian's clang with wasi-libc. Run as root.
set -eu
apt-get update -qq
apt-get install -y -qq --no-install-recommends \
  clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32
