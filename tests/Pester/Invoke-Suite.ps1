# Runs every *.Tests.ps1 beside it and writes a report: passed, failed, then a line for each test that was skipped.
param([string] $Report, [string] $ModuleFolder)
$ErrorActionPreference = 'Stop'
$env:PSModulePath = "$ModuleFolder$([System.IO.Path]::PathSeparator)$env:PSModulePath"
Import-Module -Name Pester -MinimumVersion 5.3 -MaximumVersion 5.99

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$run = Invoke-Pester -Configuration $configuration

$failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
$skipped = foreach ($test in @($run.Skipped) + @($run.Inconclusive)) {
    if ($test) { "$($test.ExpandedPath): $($test.ErrorRecord.Exception.Message)" }
}
[System.IO.File]::WriteAllLines($Report, [string[]] (@($run.PassedCount, $failed) + @($skipped)))
exit ($failed -gt 0 ? 1 : 0)
