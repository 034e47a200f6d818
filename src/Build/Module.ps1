# The module: what stands in bin/ after this is what users load.

function Build-Module {
    Write-Step 'Building the module'
    Invoke-MSBuild "$Root/src/ContainerNet.Docker" '-restore'
    Invoke-Precompile
    Build-Runtime
}

function Build-All {
    Write-Step 'Building the module and its tests'
    Invoke-MSBuild "$Root/ContainerNet.slnx" '-restore'
    Invoke-Precompile
    Build-Runtime
}

function Invoke-Precompile {
    Write-Step 'Precompiling the engine side for linux-x64 and linux-arm64'
    Invoke-MSBuild "$Root/src/ContainerNet.Docker" '-t:PrecompileEngine'
}

# The OCI runtime is native code: for each processor there is a linker for. A machine without one has the rest of the module.
function Build-Runtime {
    Install-Linker
    foreach ($processor in 'x64', 'arm64') {
        $linker = Get-Linker $processor
        if (-not $linker) {
            $missing = (Get-LinkerPackage $processor) -join ', '
            [System.Console]::WriteLine("The OCI runtime for linux-$processor is not built: there is no compiler with a static C library for it here (on Debian: $missing).")
            continue
        }

        Write-Step "Building the OCI runtime for linux-$processor"
        $options = '-restore', '-t:PublishToModule', "-p:RuntimeIdentifier=linux-$processor"
        if ($linker -ne 'gcc') { $options += "-p:CppCompilerAndLinker=$linker", "-p:ObjCopyName=$($linker -replace 'gcc$', 'objcopy')", '-p:LinkerFlavor=bfd' }
        Invoke-MSBuild "$Root/src/ContainerNet.Runtime" $options
    }
}

# The SDK leaves folders in the temporary folder: that is one of the clone's.
function Invoke-MSBuild([string] $Project, [string[]] $Option) {
    $temporary = [System.IO.Directory]::CreateDirectory("$Artifacts/tmp").FullName
    Assert-Tool ('dotnet', 'msbuild', $Project, '-p:Configuration=Release', '-nologo', '-v:quiet' + $Option) @{ TMPDIR = $temporary }
}

# This script may run on the host in artifacts/: what it runs on stays.
function Clear-Output {
    Remove-Folder "$Root/bin"
    if (-not [System.IO.Directory]::Exists($Artifacts)) { return }
    foreach ($folder in [System.IO.Directory]::GetDirectories($Artifacts)) {
        if (-not [System.AppContext]::BaseDirectory.StartsWith("$folder/")) { Remove-Folder $folder }
    }
}
