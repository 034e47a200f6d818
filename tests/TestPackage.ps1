# Takes an unpacked package as its users do: manifest, import, the engine side, help. Core commands only.
param([string] $Folder)
$ErrorActionPreference = 'Stop'

function Assert([bool] $Holds, [string] $Sentence) { if (-not $Holds) { throw "The package is not good: $Sentence" } }

$manifest = Test-ModuleManifest -Path "$Folder/ContainerNet.psd1" -WarningVariable warnings
Assert ($warnings.Count -eq 0) "Test-ModuleManifest warns: $warnings"
Import-Module -Name "$Folder/ContainerNet.psd1"
$module = Get-Module -Name ContainerNet
Assert ($module.ModuleBase -eq $Folder) "$($module.ModuleBase) was imported in place of $Folder."
$cmdlets = @($module.ExportedCmdlets.Keys)
Assert ("$cmdlets" -eq "$($manifest.ExportedCmdlets.Keys)") "the assembly has $cmdlets."

# The answer comes from the engine side, which this has loaded.
$id = try { Get-ContainerEngine -Engine 'unix:///nowhere/docker.sock' } catch { $_.FullyQualifiedErrorId }
Assert ($id -like 'EngineNotFound,*') "without an engine it answers: $id"
$foreign = foreach ($assembly in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
    if ($assembly.GetName().Name -match '^(ContainerNet|Docker\.DotNet)' -and -not $assembly.Location.StartsWith($Folder)) { $assembly.Location }
}
Assert (-not $foreign) "loaded from elsewhere: $foreign"

# Chinese alone, for a session keeps the help it has read; a language that is not found falls back to English without a word.
[System.Globalization.CultureInfo]::CurrentUICulture = 'zh-CN'
foreach ($cmdlet in $cmdlets) {
    $synopsis = (Get-Help -Name $cmdlet).Synopsis
    Assert ($synopsis -match '[\u4e00-\u9fff]') "its Chinese help for $cmdlet is: $synopsis"
}
