using System.Management.Automation;
using System.Runtime.InteropServices;
using ContainerNet.Services;
using ContainerNet.Services.Containers;

namespace ContainerNet.Cmdlets.Base;

/// <summary>Refuses the import where there is no Linux kernel to ask, and prepares the first call while PowerShell goes on importing.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <summary>Called by Import-Module.</summary>
    /// <exception cref="Exception">This is no Linux; the message is the one sentence a user sees.</exception>
    public void OnImport()
    {
        Require(OperatingSystem.IsLinux(), RuntimeInformation.OSDescription);
        FirstCallRehearsal.Begin();
    }

    internal static void Require(bool isLinux, string system)
    {
        if (!isLinux) throw ContainerNetException.Create(ErrorId.PlatformNotSupported, system, system);
    }
}
