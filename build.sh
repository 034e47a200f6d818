#!/bin/sh
# Finds or makes a PowerShell and hands over to build.ps1: ./build.sh build|test|demo|bench|package|clean [-Engine Local]
set -eu
cd "$(dirname "$0")"
# Chinese help and messages need the machine's ICU: never the invariant mode, which some SDK images set.
unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# No process of the build stays behind, and no debugger's socket of a program that a test kills.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_EnableDiagnostics=0

fail() {
    printf 'build.sh: %s\n' "$1" >&2
    exit 1
}

# The SDK leaves folders in the temporary folder: that is one of the clone's.
sdk() {
    mkdir -p artifacts/tmp
    TMPDIR="$PWD/artifacts/tmp" dotnet "$@"
}

has_icu() {
    find /lib /usr/lib /usr/local/lib -name 'libicuuc.so.*' 2>/dev/null | grep -q .
}

command -v dotnet >/dev/null || fail 'the .NET SDK is missing. See https://dotnet.microsoft.com/download, version 10 or later.'

if ! has_icu; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq >&2
        icu=$(apt-cache search --names-only '^libicu[0-9]+$' | sort | tail -n 1 | cut -d ' ' -f 1)
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$icu" >&2
    else
        fail 'the ICU libraries are missing. On Debian and Ubuntu: apt-get install libicu-dev; on Fedora: dnf install libicu.'
    fi
fi

if command -v pwsh >/dev/null; then
    exec pwsh -NoProfile -NonInteractive -File ./build.ps1 "$@"
fi

if sdk tool restore >/dev/null 2>&1 && dotnet tool run pwsh -- -NoProfile -Command exit >/dev/null 2>&1; then
    exec dotnet tool run pwsh -- -NoProfile -NonInteractive -File ./build.ps1 "$@"
fi

sdk msbuild tests/Host -restore -p:Configuration=Release -nologo -v:quiet >&2
exec artifacts/bin/ContainerNet.Host/release/pshost -File ./build.ps1 "$@"
