# The module: what stands in bin/ after this is what users load.

function Build-Module {
    Write-Step 'Building the module'
    Assert-Tool 'dotnet', 'msbuild', "$Root/src/ContainerNet.Docker", '-restore', '-p:Configuration=Release', '-nologo', '-v:quiet'
    Invoke-Precompile
}

function Build-All {
    Write-Step 'Building the module and its tests'
    Assert-Tool 'dotnet', 'msbuild', "$Root/ContainerNet.slnx", '-restore', '-p:Configuration=Release', '-nologo', '-v:quiet'
    Invoke-Precompile
}

function Invoke-Precompile {
    Write-Step 'Precompiling the engine side for linux-x64 and linux-arm64'
    Assert-Tool 'dotnet', 'msbuild', "$Root/src/ContainerNet.Docker", '-p:Configuration=Release', '-t:PrecompileEngine', '-nologo', '-v:quiet'
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
