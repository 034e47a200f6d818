@{
    RootModule           = 'bin/ContainerNet.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '3b0f8a52-61d3-4a0e-9c55-7f2e9a1d4c86'
    Author               = 'ContainerNet contributors'
    CompanyName          = 'ContainerNet contributors'
    Copyright            = '(c) ContainerNet contributors. MIT licence.'
    Description          = 'Container networking from PowerShell: closed, bridged, joined and host containers, each network mode a promise that is checked in the kernel.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    FormatsToProcess     = @('bin/ContainerNet.Format.ps1xml')
    TypesToProcess       = @('bin/ContainerNet.Types.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @('New-JoinedContainer')
    CmdletsToExport      = @(
        'Connect-ContainerEngine'
        'Export-ContainerNetworkMap'
        'Export-ContainerNetworkSnapshot'
        'Get-Container'
        'Get-ContainerEngine'
        'Get-ContainerFirewallRule'
        'Get-ContainerInterface'
        'Get-ContainerNamespace'
        'Get-ContainerNetworkSnapshot'
        'Get-ContainerPort'
        'Get-ContainerRoute'
        'Get-ContainerSocket'
        'Join-ContainerNetwork'
        'New-BridgedContainer'
        'New-ClosedContainer'
        'New-HostContainer'
        'Publish-ContainerPort'
        'Register-ContainerNetworkService'
        'Register-ContainerRuntime'
        'Remove-Container'
        'Repair-ContainerNetwork'
        'Restart-Container'
        'Set-ContainerPort'
        'Show-ContainerNetworkMap'
        'Start-Container'
        'Stop-Container'
        'Test-ContainerConnection'
        'Test-ContainerNetwork'
        'Trace-ContainerPacket'
        'Unpublish-ContainerPort'
        'Unregister-ContainerNetworkService'
        'Unregister-ContainerRuntime'
        'Wait-Container'
        'Watch-ContainerInterface'
        'Watch-ContainerNetwork'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('Linux', 'PSEdition_Core', 'Docker', 'Container', 'Network', 'iptables', 'Namespace', 'Podman')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The four network modes of a container, each a cmdlet and a promise checked in the kernel. See CHANGELOG.md.'
        }
    }
}
