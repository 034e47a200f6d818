using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerNet.Unit.Help;

/// <summary>Commands beside our own that examples and tests may call.</summary>
internal static class OtherCommands
{
    /// <summary>The core cmdlets, which are here to be bound.</summary>
    private static readonly Dictionary<string, CmdletInfo> s_core = InitialSessionState.CreateDefault2().Commands.OfType<SessionStateCmdletEntry>()
        .ToDictionary(static entry => entry.Name, static entry => new CmdletInfo(entry.Name, entry.ImplementingType), StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of pwsh's other modules, of Pester, and native tools, which are not: their names are checked, and no alias is among them.</summary>
    private static readonly HashSet<string> s_elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "ConvertFrom-Csv", "ConvertFrom-Json", "ConvertTo-Json", "Format-Custom", "Format-List", "Format-Table", "Group-Object", "Import-PowerShellDataFile", "Out-String", "Select-Object", "Sort-Object", "Start-Sleep", "TabExpansion2",
        "Add-Content", "Get-Content", "Join-Path", "New-Item", "Pop-Location", "Push-Location", "Remove-Item", "Set-Content", "Test-Path",
        "AfterAll", "AfterEach", "BeforeAll", "BeforeDiscovery", "BeforeEach", "Describe", "It", "Set-ItResult", "Should",
        "nsenter", "readlink", "tar",
    };

    public static CmdletInfo? FindCore(string name) => s_core.GetValueOrDefault(name);

    public static bool IsElsewhere(string name) => s_elsewhere.Contains(name);
}
