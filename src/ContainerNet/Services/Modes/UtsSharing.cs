using ContainerNet.Resources;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Runtime;

namespace ContainerNet.Services.Modes;

/// <summary>
/// Whether a joined container can share its donor's UTS namespace. Docker's API has no word for it, our OCI runtime has; podman's API has one.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="donorText">The donor as it was given.</param>
/// <param name="share">The namespaces asked for explicitly; null for those that can be had.</param>
internal sealed class UtsSharing(IContainerEngine engine, string donorText, IReadOnlyCollection<SharedNamespace>? share)
{
    private bool _registered;
    private bool _otherRuntime;

    /// <summary>Whether the engine needs no runtime of ours for it.</summary>
    public bool IsEnginesOwn => engine.Connection.Product == "Podman";

    private bool IsWished => share?.Contains(SharedNamespace.Uts) != false;

    private bool IsDemanded => share?.Contains(SharedNamespace.Uts) == true;

    /// <summary>Asks the engine for its runtimes, where that matters.</summary>
    public async Task AskAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        _otherRuntime = spec.HostConfig.Keys.Any(static key => key.Equals("Runtime", StringComparison.OrdinalIgnoreCase));
        if (!IsWished || IsEnginesOwn || _otherRuntime) return;
        _registered = (await engine.GetInfoAsync(cancellationToken).ConfigureAwait(false)).Runtimes.ContainsKey(RuntimeNames.Name);
    }

    /// <summary>Decides, and says why not where nothing was demanded.</summary>
    /// <exception cref="ContainerNetException">ShareUtsNotSupported, DonorUtsHost, ParameterConflict: it was demanded and cannot be had.</exception>
    public bool Decide(ContainerDetails donor, ICreationObserver observer)
    {
        if (!IsWished) return false;
        if (donor.UtsMode == "host")
        {
            if (IsDemanded) throw ContainerNetException.Create(ErrorId.DonorUtsHost, donorText, donor.Name);
            observer.Warning(Text.Format("Warning_DonorUtsHost", donor.Name));
            return false;
        }

        if (IsEnginesOwn || _registered) return true;
        if (IsDemanded && _otherRuntime)
            throw ContainerNetException.Create(ErrorId.ParameterConflict, "Runtime", Text.Format("Conflict_Parameters", "-HostConfig @{ Runtime }", "-Share Uts"));
        if (IsDemanded) throw ContainerNetException.Create(ErrorId.ShareUtsNotSupported, donorText, donor.Name);
        observer.Verbose(Text.Format("Verbose_HostnameCopied", donor.Name));
        return false;
    }
}
