# The one entry: ./build.sh finds a PowerShell for it. It keeps to Microsoft.PowerShell.Core commands, .NET and native tools, so that a bare
# System.Management.Automation (tests/Host) can run it too.
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Package', 'Clean')]
    [string] $Task = 'Build',

    # Where the demo makes its containers: in the lab, or on the engine of this machine.
    [ValidateSet('Lab', 'Local')]
    [string] $Engine = 'Lab'
)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
[System.Environment]::SetEnvironmentVariable('DOTNET_SYSTEM_GLOBALIZATION_INVARIANT', $null)

$Root = $PSScriptRoot
$Artifacts = "$Root/artifacts"
foreach ($part in 'Tools', 'Prerequisites', 'Module', 'Package', 'Lab') { . "$Root/src/Build/$part.ps1" }
. "$Root/tests/RunTests.ps1"

$code = $null
try {
    $code = switch ($Task) {
        'Build' { Build-Module; 0 }
        'Test' { Invoke-AllTests }
        'Demo' { Invoke-Demo $Engine }
        'Bench' { Invoke-Bench }
        'Package' { Build-Module; New-ModulePackage; 0 }
        'Clean' { Clear-Output; 0 }
    }
} catch [System.Management.Automation.RuntimeException] {
    [System.Console]::Error.WriteLine("build.ps1: $($_.Exception.Message)")
    # What we throw says it all; anything else is a fault in these scripts.
    if ($_.Exception.GetType() -ne [System.Management.Automation.RuntimeException]) { [System.Console]::Error.WriteLine($_.ScriptStackTrace) }
    $code = 1
} finally {
    # Stopped by Ctrl+C: pwsh itself would end with 0, as if all had gone well.
    if ($null -eq $code -and $Host.Name -eq 'ConsoleHost') { [System.Environment]::Exit(130) }
}

exit $code
