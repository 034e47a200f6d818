# Loads the module as its users do, and keeps count of what tests make. Run by build.ps1, which names the engine in DOCKER_HOST.
$ErrorActionPreference = 'Stop'
if (-not $env:DOCKER_HOST) { throw 'DOCKER_HOST is not set: run these tests with ./build.sh test.' }

$ModuleRoot = [System.IO.Path]::GetFullPath((Join-Path -Path $PSScriptRoot -ChildPath '../..'))
$ManifestPath = Join-Path -Path $ModuleRoot -ChildPath 'ContainerNet.psd1'
$PowerShellPath = [System.Environment]::ProcessPath
Import-Module -Name $ManifestPath -Force
$ContainersBefore = @(Get-Container | ForEach-Object -MemberName Id)

function New-TestWeb {
    $page = 'echo It works. > /index.html; exec httpd -f -p 80'
    New-BridgedContainer busybox -Name web -Publish 8080:80 -- sh -c $page
}

function Clear-TestContainer {
    Get-Container | Where-Object -FilterScript { $_.Id -notin $ContainersBefore } | Remove-Container -Force -RemoveVolume
}

# Runs what ends only by Ctrl+C in a session of its own, for a while, and returns what it wrote.
function Invoke-Briefly([string] $Script, [scriptblock] $Meanwhile = { Start-Sleep -Seconds 2 }) {
    $shell = [powershell]::Create()
    try {
        $shell.AddCommand('Import-Module').AddParameter('Name', $ManifestPath).Invoke() | Out-Null
        $shell.Commands.Clear()
        $shell.AddScript($Script) | Out-Null
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        Start-Sleep -Seconds 2
        & $Meanwhile | Out-Null
        if ($running.IsCompleted) { $shell.EndInvoke($running) }
        $shell.Stop()
        if ($shell.Streams.Error.Count -gt 0) { throw $shell.Streams.Error[0] }
        $output
    } finally {
        $shell.Dispose()
    }
}
