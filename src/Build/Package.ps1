# The package of the PowerShell Gallery: a zip with the module's files and a nuspec.

$PackageLimit = 8MB

function New-ModulePackage {
    $version = Get-ModuleVersion
    $path = "$Artifacts/ContainerNet.$version.nupkg"
    Write-Step "Packing $path"
    [System.IO.File]::Delete($path)
    $zip = [System.IO.Compression.ZipFile]::Open($path, 'Create')
    try {
        foreach ($file in Get-PackageFile) { Add-ZipFile $zip $file }
        Add-ZipText $zip 'ContainerNet.nuspec' (Get-Nuspec $version)
        Add-ZipText $zip '_rels/.rels' (Get-Relationship)
        Add-ZipText $zip '[Content_Types].xml' (Get-ContentType)
    } finally {
        $zip.Dispose()
    }

    $size = [System.IO.FileInfo]::new($path).Length
    if ($size -gt $PackageLimit) { throw "The package has $size bytes; at most $PackageLimit are allowed." }
    [System.Console]::WriteLine("$path, $size bytes")
}

# Paths below the root, as they stand in the package.
function Get-PackageFile {
    'ContainerNet.psd1', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD-PARTY-NOTICES'
    foreach ($folder in 'bin', 'en-US', 'zh-CN') {
        foreach ($file in [System.IO.Directory]::GetFiles("$Root/$folder", '*', 'AllDirectories')) { $file.Substring($Root.Length + 1) }
    }
}

function Add-ZipFile([System.IO.Compression.ZipArchive] $Zip, [string] $File) {
    [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($Zip, "$Root/$File", $File) | ForEach-Object { }
}

function Add-ZipText([System.IO.Compression.ZipArchive] $Zip, [string] $Name, [string] $Text) {
    $writer = [System.IO.StreamWriter]::new($Zip.CreateEntry($Name).Open())
    try { $writer.Write($Text) } finally { $writer.Dispose() }
}

function Get-Nuspec([string] $Version) {
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>ContainerNet</id>
    <version>$Version</version>
    <authors>ContainerNet contributors</authors>
    <license type="expression">MIT</license>
    <description>Container networking from PowerShell: closed, bridged, joined and host containers, each network mode a promise that is checked in the kernel.</description>
    <tags>PSModule Linux PSEdition_Core Docker Container Network iptables Namespace Podman</tags>
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
    @'
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
  <Override PartName="/LICENSE" ContentType="application/octet" />
  <Override PartName="/THIRD-PARTY-NOTICES" ContentType="application/octet" />
</Types>
'@
}
