namespace ContainerNet.LabKit;

/// <summary>
/// A network namespace in which a private, real Docker Engine runs, and a second one that plays a host elsewhere on the network. Nothing of
/// it touches the machine's own engine, bridges, sysctls or firewall.
/// </summary>
public sealed class Lab
{
    private Lab(LabNames names)
    {
        Names = names;
        Engine = new LabEngine(names);
        Inside = new NamespaceTools(names.NamespaceFile, names.DockerHost);
        Outside = new NamespaceTools(names.OutsideNamespaceFile, names.DockerHost);
    }

    public LabNames Names { get; }

    public LabEngine Engine { get; }

    /// <summary>Tools on the engine's host.</summary>
    public NamespaceTools Inside { get; }

    /// <summary>Tools on the host elsewhere.</summary>
    public NamespaceTools Outside { get; }

    /// <summary>True where this very process runs on the lab's host: in its network namespace and with its mounts.</summary>
    public bool IsHere => ProcessTable.NamespaceOf("self", "net") is { } own && own == LabIdentity.OfNamespaceFile(Names.NamespaceFile)
        && ProcessTable.NamespaceOf("self", "mnt") is { } mounts && mounts == LabState.Read(Names)?.MountNamespace;

    /// <summary>The lab of that name, which has to be up.</summary>
    public static Lab Attach(LabNames names) =>
        LabState.Read(names)?.Engine is null ? throw new LabException($"The lab {names.Name} is not up.") : new Lab(names);

    /// <summary>Makes a lab; what an earlier one of that name left is taken away first. A failure leaves nothing.</summary>
    public static async Task<Lab> UpAsync(LabNames names, LabOptions options, CancellationToken cancellationToken = default)
    {
        await RefuseClashAsync(names, options.Owner, cancellationToken);
        try
        {
            return await MakeAsync(names, options, cancellationToken);
        }
        catch
        {
            await DownAsync(names, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Takes the lab away, whoever made it.</summary>
    public static Task DownAsync(LabNames names, CancellationToken cancellationToken = default) => new LabCleaner(names).RunAsync(cancellationToken);

    private static async Task<Lab> MakeAsync(LabNames names, LabOptions options, CancellationToken cancellationToken)
    {
        var state = new LabState
        {
            DataFolder = names.DataFolder,
            MadeNamespaceFolder = !LabNetwork.FolderExists,
            Owner = options.Owner is { } owner ? ProcessTable.Find(owner) : null,
        };
        state.Write(names);
        Directory.CreateDirectory(names.DataFolder);
        await new LabNetwork(names).CreateAsync(options.IpForward, cancellationToken);

        var lab = new Lab(names);
        state = state with { Holder = LabMounts.StartHolder(lab.Engine.Log) };
        state.Write(names);
        await new LabMounts(names).PrepareAsync(state.Holder, cancellationToken);
        if (options.LegacyIptables) await LabMounts.ChooseLegacyIptablesAsync(state.Holder, cancellationToken);
        (state with { MountNamespace = ProcessTable.NamespaceOf(state.Holder.Id, "mnt") }).Write(names);
        await lab.Engine.StartAsync(options.EngineArguments, cancellationToken);
        await lab.Engine.ImportImagesAsync(cancellationToken);
        return lab;
    }

    private static async Task RefuseClashAsync(LabNames names, int? owner, CancellationToken cancellationToken)
    {
        if (LabState.Read(names) is { } state)
        {
            if (ProcessTable.IsAlive(state.Owner) && state.Owner!.Id != owner) throw new LabException($"Process {state.Owner.Id} is using the lab {names.Name}. Set {LabNames.Variable} to another name.");
            await DownAsync(names, cancellationToken);
        }

        foreach (var file in new[] { names.NamespaceFile, names.OutsideNamespaceFile, names.RunFolder })
        {
            if (Path.Exists(file)) throw new LabException($"{file} is there already, and is no lab's. Set {LabNames.Variable} to another name.");
        }
    }
}
