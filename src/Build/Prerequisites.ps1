# What the lab needs from the machine. Installed where that is ours to do: as root, on a Debian family system.

function Get-MissingPackage {
    # A bare docker client is often there without an engine: it is dockerd that counts.
    $wanted = [ordered]@{
        dockerd = 'docker.io'; docker = 'docker-cli'; iptables = 'iptables'; ip = 'iproute2'; conntrack = 'conntrack'; busybox = 'busybox-static'
        jq = 'jq'; curl = 'curl'; tcpdump = 'tcpdump'; nsenter = 'util-linux'; crun = 'crun'; ethtool = 'ethtool'; nft = 'nftables'; podman = 'podman'
        rootlesskit = 'rootlesskit'; slirp4netns = 'slirp4netns'; newuidmap = 'uidmap'
    }
    foreach ($tool in $wanted.Keys) {
        if (-not (Find-Tool $tool)) { $wanted[$tool] }
    }

    # In a container of the lab there is no libc for a busybox that is linked to one.
    $busybox = Find-Tool 'busybox'
    if ($busybox -and [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($busybox)).Contains('/ld-linux')) { 'busybox-static' }
}

function Install-Prerequisite {
    if ([System.Environment]::UserName -ne 'root') { throw 'The lab makes network namespaces and needs root: run it with sudo.' }
    $missing = @(Get-MissingPackage)
    if ($missing.Count -eq 0) { return }
    if (-not (Find-Tool 'apt-get')) {
        throw "Missing here: $($missing -join ', '). Install these (the names are Debian's) with this system's package manager, then run the command again."
    }

    Write-Step "Installing $($missing -join ', ')"
    Assert-Tool 'apt-get', 'update', '-qq'
    # Older releases have the client in docker.io itself.
    if ($missing -contains 'docker-cli' -and -not (Test-Package 'docker-cli')) { $missing = @($missing -ne 'docker-cli') + 'docker.io' }
    Install-WithoutStart $missing
    $still = @(Get-MissingPackage)
    if ($still.Count -gt 0) { throw "apt-get has run, and these are still missing: $($still -join ', ')." }
}

# The compiler that links native code for a processor: gcc for our own, a cross gcc for the other; nothing where it or a static libc is missing.
function Get-Linker([string] $Processor) {
    $triple = @{ x64 = 'x86_64-linux-gnu'; arm64 = 'aarch64-linux-gnu' }[$Processor]
    $own = Test-OwnProcessor $Processor
    $linker = if ($own) { 'gcc' } else { "$triple-gcc" }
    $folders = if ($own) { "/usr/lib/$triple", '/usr/lib64', '/usr/lib' } else { "/usr/$triple/lib", "/usr/$triple/sys-root/usr/lib64" }
    if ((Find-Tool $linker) -and @($folders -replace '$', '/libc.a' | ForEach-Object { [System.IO.File]::Exists($_) }) -contains $true) { $linker }
}

function Test-OwnProcessor([string] $Processor) {
    "$([System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture)" -eq $Processor
}

function Get-LinkerPackage([string] $Processor) {
    $names = @{ x64 = 'x86-64-linux-gnu', 'amd64'; arm64 = 'aarch64-linux-gnu', 'arm64' }[$Processor]
    if (Test-OwnProcessor $Processor) { 'gcc'; 'libc6-dev' } else { "gcc-$($names[0])"; "libc6-dev-$($names[1])-cross" }
}

# What the OCI runtime is linked with, where it is missing and ours to install. Without it the module is whole but for that.
function Install-Linker {
    if ([System.Environment]::UserName -ne 'root' -or -not (Find-Tool 'apt-get')) { return }
    $missing = @(foreach ($processor in 'x64', 'arm64') { if (-not (Get-Linker $processor)) { Get-LinkerPackage $processor } })
    if ($missing.Count -eq 0) { return }
    Write-Step "Installing $($missing -join ', ')"
    if ((Invoke-Tool 'apt-get', 'update', '-qq') -ne 0) { return }
    [void] (Invoke-Tool (@('apt-get', 'install', '-y', '-qq', '--no-install-recommends') + $missing) @{ DEBIAN_FRONTEND = 'noninteractive' })
}

function Test-Package([string] $Name) {
    (Invoke-Tool 'apt-cache', 'show', '--quiet', $Name) -eq 0
}

# The lab has an engine of its own. One that the package starts would put a bridge and rules on the machine.
function Install-WithoutStart([string[]] $Packages) {
    $policy = '/usr/sbin/policy-rc.d'
    $ours = -not [System.IO.File]::Exists($policy)
    try {
        if ($ours) {
            [System.IO.File]::WriteAllText($policy, "#!/bin/sh`nexit 101`n")
            [System.IO.File]::SetUnixFileMode($policy, [System.IO.UnixFileMode] 'UserRead, UserWrite, UserExecute')
        }

        Assert-Tool (@('apt-get', 'install', '-y', '-qq', '--no-install-recommends') + $Packages) @{ DEBIAN_FRONTEND = 'noninteractive' }
    } finally {
        if ($ours) { [System.IO.File]::Delete($policy) }
    }
}

# The registry of the pull tests is unpacked, not installed: installed, it would listen on every address from the next start of the machine on.
function Expand-Registry {
    $folder = "$Artifacts/registry"
    if ((Find-Tool 'docker-registry') -or [System.IO.File]::Exists("$folder/usr/bin/docker-registry")) { return }
    if (-not (Find-Tool 'apt-get')) { throw "Missing here: docker-registry (the name is Debian's). Put it on PATH, then run the command again." }
    Write-Step 'Unpacking docker-registry'
    Remove-Folder $folder
    [void] [System.IO.Directory]::CreateDirectory($folder)
    $download = 'env', "--chdir=$folder", 'apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'docker-registry'
    if ((Invoke-Tool $download) -ne 0) {
        Assert-Tool 'apt-get', 'update', '-qq'
        Assert-Tool $download
    }

    $package = [System.IO.Directory]::GetFiles($folder, '*.deb')[0]
    Assert-Tool 'dpkg-deb', '-x', $package, $folder
}
