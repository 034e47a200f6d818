# The package of the PowerShell Gallery: a zip with the module's files and a nuspec.

$PackageLimit = 8MB

function New-ModulePackage {
    $manifest = Test-ModuleManifest "$Root/ContainerNet.psd1"
    $path = "$Artifacts/ContainerNet.$($manifest.Version).nupkg"
    Write-Step "Packing $path"
    [System.IO.File]::Delete($path)
    $zip = [System.IO.Compression.ZipFile]::Open($path, 'Create')
    try {
        foreach ($file in Get-PackageFile) { Add-ZipFile $zip $file }
        Add-ZipText $zip 'ContainerNet.nuspec' (Get-Nuspec $manifest)
        Add-ZipText $zip '_rels/.rels' (Get-Relationship)
        Add-ZipText $zip '[Content_Types].xml' (Get-ContentType)
    } finally {
        $zip.Dispose()
    }

    $size = [System.IO.FileInfo]::new($path).Length
    if ($size -gt $PackageLimit) { throw "The package has $size bytes; at most $PackageLimit are allowed." }
    Test-ModulePackage $path
    [System.Console]::WriteLine("$path, $size bytes")
}

# A package is good when what it holds can be imported elsewhere, in a PowerShell of its own.
function Test-ModulePackage([string] $Package) {
    $temporary = [System.IO.Directory]::CreateTempSubdirectory('containernet-package-').FullName
    try {
        [System.IO.Compression.ZipFile]::ExtractToDirectory($Package, "$temporary/ContainerNet")
        Assert-Tool (@(Get-OwnPowerShell) + '-File', "$Root/tests/TestPackage.ps1", "$temporary/ContainerNet")
    } finally {
        Remove-Folder $temporary
    }
}

# Paths below the root, as they stand in the package. Named one by one: what an older build left in bin/ stays out.
function Get-PackageFile {
    'ContainerNet.psd1', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD-PARTY-NOTICES'
    'bin/ContainerNet.dll', 'bin/zh-CN/ContainerNet.resources.dll', 'bin/ContainerNet.Format.ps1xml', 'bin/ContainerNet.Types.ps1xml'
    foreach ($folder in 'any', 'net10.0-linux-x64', 'net10.0-linux-arm64') {
        foreach ($assembly in 'ContainerNet.Docker', 'Docker.DotNet', 'Newtonsoft.Json') { "bin/engine/$folder/$assembly.dll" }
    }

    foreach ($language in 'en-US', 'zh-CN') {
        foreach ($file in [System.IO.Directory]::GetFiles("$Root/$language")) { $file.Substring($Root.Length + 1) }
    }
}

function Add-ZipFile([System.IO.Compression.ZipArchive] $Zip, [string] $File) {
    [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($Zip, "$Root/$File", $File) | ForEach-Object { }
}

function Add-ZipText([System.IO.Compression.ZipArchive] $Zip, [string] $Name, [string] $Text) {
    $writer = [System.IO.StreamWriter]::new($Zip.CreateEntry($Name).Open())
    try { $writer.Write($Text) } finally { $writer.Dispose() }
}

function Get-Nuspec([System.Management.Automation.PSModuleInfo] $Manifest) {
    function Protect([string] $Text) { [System.Security.SecurityElement]::Escape($Text) }
    # The tags by which the gallery finds a module and its commands.
    $tags = @('PSModule', 'PSIncludes_Cmdlet') + $Manifest.Tags + ($Manifest.ExportedCmdlets.Keys | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>$($Manifest.Name)</id>
    <version>$($Manifest.Version)</version>
    <authors>$(Protect $Manifest.Author)</authors>
    <copyright>$(Protect $Manifest.Copyright)</copyright>
    <license type="expression">MIT</license>
    <description>$(Protect $Manifest.Description)</description>
    <releaseNotes>$(Protect $Manifest.ReleaseNotes)</releaseNotes>
    <tags>$($tags -join ' ')</tags>
  </metadata>
</package>
"@
}

function Get-Relationship {
    @'
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/ContainerNet.nuspec" Id="R1" />
</Relationships>
'@
}

function Get-ContentType {
    # A file without an extension has to be named one by one.
    $bare = foreach ($file in Get-PackageFile) {
        if (-not [System.IO.Path]::HasExtension($file)) { "  <Override PartName=`"/$file`" ContentType=`"application/octet`" />" }
    }

    @"
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="nuspec" ContentType="application/octet" />
  <Default Extension="dll" ContentType="application/octet" />
  <Default Extension="psd1" ContentType="application/octet" />
  <Default Extension="ps1xml" ContentType="application/octet" />
  <Default Extension="xml" ContentType="application/octet" />
  <Default Extension="txt" ContentType="application/octet" />
  <Default Extension="md" ContentType="application/octet" />
$($bare -join "`n")
</Types>
"@
}
