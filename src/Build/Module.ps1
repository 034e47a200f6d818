# The module: what stands in bin/ after this is what users load.

function Build-Module {
    Write-Step 'Building the module'
    Assert-Tool 'dotnet', 'build', "$Root/src/ContainerNet.Docker", '-c', 'Release', '--nologo', '-v', 'quiet', '-clp:NoSummary'
    Invoke-Precompile
}

function Build-All {
    Write-Step 'Building the module and its tests'
    Assert-Tool 'dotnet', 'build', "$Root/ContainerNet.slnx", '-c', 'Release', '--nologo', '-v', 'quiet', '-clp:NoSummary'
    Invoke-Precompile
}

function Invoke-Precompile {
    Write-Step 'Precompiling the engine side for linux-x64 and linux-arm64'
    Assert-Tool 'dotnet', 'build', "$Root/src/ContainerNet.Docker", '-c', 'Release', '--no-restore', '-t:PrecompileEngine', '--nologo', '-v', 'quiet', '-clp:NoSummary'
}

function Get-ModuleVersion {
    $manifest = [System.IO.File]::ReadAllText("$Root/ContainerNet.psd1")
    [System.Text.RegularExpressions.Regex]::Match($manifest, "(?<=ModuleVersion\s*=\s*')[^']+").Value
}

# This script may run on the host in artifacts/: what it runs on stays.
function Clear-Output {
    Remove-Folder "$Root/bin"
    if (-not [System.IO.Directory]::Exists($Artifacts)) { return }
    foreach ($folder in [System.IO.Directory]::GetDirectories($Artifacts)) {
        if (-not [System.AppContext]::BaseDirectory.StartsWith("$folder/")) { Remove-Folder $folder }
    }
}
