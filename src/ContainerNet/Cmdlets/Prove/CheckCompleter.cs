using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Checking;

namespace ContainerNet.Cmdlets.Prove;

/// <summary>Completes the ids of checks.</summary>
internal sealed class CheckCompleter() : WordCompleter(CheckTable.Ids);
