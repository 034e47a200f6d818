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
