using System.Management.Automation.Runspaces;

namespace ContainerNet.Unit;

/// <summary>PowerShell sessions for tests.</summary>
internal static class Sessions
{
    /// <summary>A session with the module's type data.</summary>
    public static InitialSessionState WithTypes()
    {
        var session = InitialSessionState.CreateDefault2();
        session.Types.Add(new SessionStateTypeEntry(Path.Combine(AppContext.BaseDirectory, "ContainerNet.Types.ps1xml")));
        return session;
    }
}
