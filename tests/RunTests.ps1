# Every test there is: unit tests, the package, tests in the lab, Pester. Used by build.ps1.

$Results = "$Artifacts/test-results"

# The folders of tests/Lab whose tests run in a lab of their own, a row a lab; those of the others run in the first. About the same time each. Firewall
# needs a lab where iptables-legacy was not used before: Tracing uses it, in another one.
$OtherLabs = @(
    , @('Faults', 'Firewall', 'Modes', 'Podman', 'Rootless', 'Runtime')
    , @('Guard', 'Help', 'Lifecycle', 'Publishing', 'Repairing', 'Tracing')
)

function Invoke-AllTests {
    Install-Prerequisite
    Expand-Registry
    Build-All
    Remove-Folder $Results
    [void] [System.IO.Directory]::CreateDirectory($Results)
    $pester = Find-Pester
    Assert-Tool $LabKit, 'list', "$Results/machine"
    $suites = @(
        Complete-XunitSuite (Start-XunitSuite 'Unit')
        Invoke-PackageSuite
        Invoke-LabSuite $pester
        Test-Leftover
    )
    Write-TestSummary $suites
}

# A suite that broke off before it could report counts as one that failed.
function New-SuiteResult([string] $Name, [int] $Passed = 0, [int] $Failed = 0, [string[]] $Skipped = @()) {
    [pscustomobject] @{ Name = $Name; Passed = $Passed; Failed = $Failed; Skipped = $Skipped }
}

# Tests in a lab take turns, for they share its engine and its rules, and wait much of the time. So there are several labs, with a part of them each.
function Invoke-LabSuite([string[]] $Pester) {
    $rest = foreach ($folder in $OtherLabs | ForEach-Object { $_ }) { '-namespace-', "ContainerNet.Lab.$folder" }
    $others = @()
    try {
        for ($i = 0; $i -lt $OtherLabs.Count; $i++) {
            $own = foreach ($folder in $OtherLabs[$i]) { '-namespace', "ContainerNet.Lab.$folder" }
            $others += Start-XunitSuite 'Lab' -Part " $($i + 2)" @($LabKit, 'with', '--') $own @{ CONTAINERNET_LAB = "cn-lab$($i + 2)" }
        }

        Use-Lab {
            Complete-XunitSuite (Start-XunitSuite 'Lab' -Part ' 1' @($LabKit, 'run', '--') $rest)
            if ($Pester) { Invoke-PesterSuite $Pester }
        }
        foreach ($suite in $others) { Complete-XunitSuite $suite }
    } finally {
        foreach ($suite in $others) { Stop-Tool $suite.Process }
    }
}

function Start-XunitSuite([string] $Name, [string[]] $Prefix = @(), [string[]] $Filter = @(), [hashtable] $Environment = @{}, [string] $Part = '') {
    Write-Step "$Name tests$Part"
    $report = "$Results/$Name$Part.xml"
    $program = "$Artifacts/bin/ContainerNet.$Name.Tests/release/ContainerNet.$Name.Tests"
    $argv = $Prefix + $program + '-xml' + $report + '-noColor' + $Filter
    [pscustomobject] @{ Name = "$Name$Part"; Report = $report; Process = Start-Tool $argv ($Environment + @{ CONTAINERNET_PRECOMPILED = '1' }) }
}

function Complete-XunitSuite([psobject] $Suite) {
    $status = Wait-Tool $Suite.Process
    $name = $Suite.Name
    $report = $Suite.Report
    if (-not [System.IO.File]::Exists($report)) { return New-SuiteResult $name -Failed 1 }
    $xml = [xml] [System.IO.File]::ReadAllText($report)
    $count = @{ passed = 0; failed = 0; errors = 0 }
    foreach ($assembly in $xml.SelectNodes('/assemblies/assembly')) {
        foreach ($key in @($count.Keys)) { $count[$key] += [int] $assembly.GetAttribute($key) }
    }

    $skipped = foreach ($test in $xml.SelectNodes('//test[@result="Skip"]')) { "$($test.name): $($test.SelectSingleNode('reason').InnerText)" }
    $failed = $count.failed + $count.errors
    if ($status -ne 0 -and $failed -eq 0) { $failed = 1 }
    New-SuiteResult $name $count.passed $failed @($skipped)
}

# A pwsh as an argument vector, where one with Pester 5 is there; else one line that says why not.
function Find-Pester {
    $own = @(Get-OwnPowerShell)
    $pwsh = $env:CONTAINERNET_PWSH
    if (-not $pwsh) { $pwsh = Find-Tool 'pwsh' }
    if (-not $pwsh -and $own[-1] -match '/pwsh(\.dll)?$') { $pwsh = $own }
    if (-not $pwsh) {
        [System.Console]::WriteLine('Pester suite: not run, for there is no pwsh here (on PATH or in CONTAINERNET_PWSH).')
        return
    }

    $argv = @($pwsh) + '-NoProfile', '-NonInteractive', '-File'
    if ((Invoke-Tool ($argv + "$Root/tests/GetPester.ps1" + "$Artifacts/modules")) -eq 0) { return $argv }
    [System.Console]::WriteLine("Pester suite: not run, for $pwsh has no Pester 5 and the PowerShell Gallery gave none.")
}

function Invoke-PesterSuite([string[]] $Pwsh) {
    Write-Step 'Pester suite'
    $report = "$Results/Pester.txt"
    $status = Invoke-Tool (@($LabKit, 'run', '--') + $Pwsh + "$Root/tests/InvokePester.ps1" + $report + "$Artifacts/modules")
    if (-not [System.IO.File]::Exists($report)) { return New-SuiteResult 'Pester' -Failed 1 }
    $lines = [System.IO.File]::ReadAllLines($report)
    $failed = [int] $lines[1]
    if ($status -ne 0 -and $failed -eq 0) { $failed = 1 }
    New-SuiteResult 'Pester' ([int] $lines[0]) $failed @(for ($i = 2; $i -lt $lines.Count; $i++) { $lines[$i] })
}

function Invoke-PackageSuite {
    try {
        New-ModulePackage
        New-SuiteResult 'Package' -Passed 1
    } catch [System.Management.Automation.RuntimeException] {
        [System.Console]::WriteLine($_.Exception.Message)
        New-SuiteResult 'Package' -Failed 1
    }
}

function Test-Leftover {
    Write-Step 'What has changed on the machine since the start'
    $status = Invoke-Tool $LabKit, 'compare', "$Results/machine"
    if ($status -eq 0) { New-SuiteResult 'Leftovers' -Passed 1 } else { New-SuiteResult 'Leftovers' -Failed 1 }
}

function Write-TestSummary([object[]] $Suites) {
    $passed = 0
    $failed = 0
    $skipped = @()
    foreach ($suite in $Suites) {
        [System.Console]::WriteLine("$($suite.Name): $($suite.Passed) passed, $($suite.Failed) failed, $($suite.Skipped.Count) skipped")
        $passed += $suite.Passed
        $failed += $suite.Failed
        $skipped += $suite.Skipped
    }

    foreach ($test in $skipped) { [System.Console]::WriteLine("skipped: $test") }
    [System.Console]::Out.Flush()
    [System.Console]::WriteLine("$passed passed, $failed failed, $($skipped.Count) skipped")
    if ($failed -gt 0 -or $passed -eq 0) { 1 } else { 0 }
}
