# What needs a fresh PowerShell: loading by name, and help in each language.
BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-Item -ItemType SymbolicLink -Path (Join-Path -Path $TestDrive -ChildPath 'ContainerNet') -Target $ModuleRoot | Out-Null

    function Invoke-FreshPowerShell([string] $Code) {
        $paths = $env:PSModulePath
        try {
            $env:PSModulePath = "$TestDrive$([System.IO.Path]::PathSeparator)$paths"
            & $PowerShellPath -NoProfile -NonInteractive -Command $Code
        } finally {
            $env:PSModulePath = $paths
        }
    }
}

Describe 'Loading' {
    It 'happens by itself at the first call' {
        Invoke-FreshPowerShell 'Get-Container | Out-Null; (Get-Module).Name' | Should -Contain 'ContainerNet'
    }

    It 'exports what the manifest says' {
        $manifest = Import-PowerShellDataFile -Path $ManifestPath
        $exported = Get-Command -Module ContainerNet -CommandType Cmdlet

        $exported.Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        (Get-Command -Module ContainerNet -CommandType Alias).Name | Should -Be $manifest.AliasesToExport
    }

    It 'has a manifest that PowerShell accepts' {
        (Test-ModuleManifest -Path $ManifestPath).Name | Should -Be 'ContainerNet'
    }

    It 'brings no assembly of the engine side into the default load context' {
        Invoke-FreshPowerShell @'
            Get-Container | Out-Null
            [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name
'@ | Should -Not -Contain 'Docker.DotNet'
    }

    It 'shows all four modes when New-*Container is completed' {
        $names = (TabExpansion2 -inputScript 'New-*Container' -cursorColumn 14).CompletionMatches.CompletionText

        foreach ($mode in 'Closed', 'Bridged', 'Joined', 'Host') { $names | Should -Contain "New-${mode}Container" }
    }
}

Describe 'Get-Help in <Language>' -ForEach @(
    @{ Language = 'en-US'; Letters = '^[\x00-\x7F]+$'; Heading = 'LONG DESCRIPTION' }
    @{ Language = 'zh-CN'; Letters = '[\u4e00-\u9fff]'; Heading = '详细说明' }
) {
    BeforeAll {
        $setLanguage = "[cultureinfo]::CurrentUICulture = '$Language';"
    }

    It 'has a synopsis for every cmdlet in that language' {
        $lines = Invoke-FreshPowerShell "$setLanguage (Get-Command -Module ContainerNet -CommandType Cmdlet | Get-Help).Synopsis"

        @($lines).Count | Should -Be (Get-Command -Module ContainerNet -CommandType Cmdlet).Count
        foreach ($line in $lines) { $line | Should -Match $Letters }
    }

    It 'shows the examples' {
        $text = Invoke-FreshPowerShell "$setLanguage Get-Help New-BridgedContainer -Examples | Out-String -Width 200"

        $text -join "`n" | Should -BeLike '*New-BridgedContainer busybox -Name web -Publish 8080:80 -- httpd -f -p 80*'
    }

    It 'shows a parameter with its position and aliases' {
        $text = Invoke-FreshPowerShell "$setLanguage Get-Help New-BridgedContainer -Parameter Publish | Out-String -Width 200"

        $text -join "`n" | Should -Match 'Aliases\s+p\b'
    }

    It 'shows the about topics' {
        $text = Invoke-FreshPowerShell "$setLanguage Get-Help about_ContainerNet; Get-Help about_ContainerNet_Modes"

        $text -join "`n" | Should -BeLike "*about_ContainerNet*$Heading*about_ContainerNet_Modes*$Heading*"
    }
}
