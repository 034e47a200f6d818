# Native tools: started by argument vector on our own console, and ended with us.

function Write-Step([string] $Text) {
    [System.Console]::WriteLine("== $Text")
}

# Runs a tool to its end and returns its exit status.
function Invoke-Tool([string[]] $Argv, [hashtable] $Environment = @{}) {
    Wait-Tool (Start-Tool $Argv $Environment)
}

function Start-Tool([string[]] $Argv, [hashtable] $Environment = @{}) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Argv[0])
    for ($i = 1; $i -lt $Argv.Count; $i++) { $start.ArgumentList.Add($Argv[$i]) }
    $start.WorkingDirectory = $Root
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    [System.Diagnostics.Process]::Start($start)
}

# The wait is in steps, so that Ctrl+C is heard between them.
function Wait-Tool([System.Diagnostics.Process] $Process) {
    try {
        while (-not $Process.WaitForExit(100)) { }
        $Process.ExitCode
    } finally {
        Stop-Tool $Process
    }
}

# Ends a tool that has not ended by itself. One that cleans up gets the time for it.
function Stop-Tool([System.Diagnostics.Process] $Process) {
    if ($Process.HasExited) { return }
    $kill = [System.Diagnostics.ProcessStartInfo]::new('kill', "-TERM $($Process.Id)")
    # At a terminal the tool has had the Ctrl+C too, and may be gone by now.
    $kill.RedirectStandardError = $true
    [System.Diagnostics.Process]::Start($kill).WaitForExit()
    if (-not $Process.WaitForExit(20000)) { $Process.Kill($true) }
}

function Assert-Tool([string[]] $Argv, [hashtable] $Environment = @{}) {
    $status = Invoke-Tool $Argv $Environment
    if ($status -ne 0) { throw "$($Argv -join ' ') ended with $status." }
}

function Find-Tool([string] $Name) {
    foreach ($folder in "$env:PATH`:/usr/local/sbin:/usr/sbin:/sbin".Split(':')) {
        $path = "$folder/$Name"
        if ([System.IO.File]::Exists($path)) { return $path }
    }
}

function Remove-Folder([string] $Path) {
    if ([System.IO.Directory]::Exists($Path)) { [System.IO.Directory]::Delete($Path, $true) }
}
