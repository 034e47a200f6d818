# Work that is done in the lab, which is taken down whatever happens.

$LabKit = "$Artifacts/bin/ContainerNet.LabKit/release/labkit"

# Runs the block with the lab up. The block's output is what this returns.
function Use-Lab([scriptblock] $Work) {
    Write-Step 'Starting the lab'
    try {
        # Ours as long as we live: another `up` of this name is refused meanwhile.
        Assert-Tool $LabKit, 'up', '--owner', "$PID"
        & $Work
    } finally {
        [System.Console]::WriteLine('== Taking the lab down')
        $process = [System.Diagnostics.Process]::Start($LabKit, 'down')
        $process.WaitForExit()
        if ($process.ExitCode -ne 0) { [System.Console]::Error.WriteLine("labkit down ended with $($process.ExitCode).") }
    }
}

# The host this script runs on, as an argument vector.
function Get-OwnPowerShell {
    $process = [System.Environment]::ProcessPath
    if ([System.IO.Path]::GetFileName($process) -ne 'dotnet') { return $process }
    $process
    "$PSHOME/pwsh.dll"
}

function Invoke-Demo([string] $Engine) {
    if ($Engine -eq 'Local') {
        Build-Module
        return Invoke-Tool (@(Get-OwnPowerShell) + '-File', "$Root/tests/Demo/Demo.ps1")
    }

    Install-Prerequisite
    Build-All
    Use-Lab { Invoke-Tool (@($LabKit, 'run', '--') + @(Get-OwnPowerShell) + '-File', "$Root/tests/Demo/Demo.ps1", '-Lab') }
}

function Invoke-Bench {
    Install-Prerequisite
    Build-All
    Use-Lab { Invoke-Tool $LabKit, 'run', '--', "$Artifacts/bin/ContainerNet.Benchmarks/release/ContainerNet.Benchmarks" }
}
