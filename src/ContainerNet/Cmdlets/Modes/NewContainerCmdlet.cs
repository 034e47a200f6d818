using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Resources;
using ContainerNet.Services;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Engine;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Input;
using ContainerNet.Services.Modes;
using ContainerNet.Services.Namespaces;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>What the four cmdlets that make a container have in common.</summary>
public abstract partial class NewContainerCmdlet : EngineCmdlet
{
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);
    private Task? _sweep;

    /// <summary>The mode, with what only it can be given.</summary>
    private protected abstract ModePlan CreatePlan();

    /// <summary>The mode in words, for <c>-WhatIf</c>.</summary>
    private protected abstract ContainerMode Mode { get; }

    /// <summary>The host name; null for the engine's choice.</summary>
    private protected virtual string? RequestedHostname => null;

    private protected virtual bool LeavesGuardOut => false;

    /// <summary>The name that was asked for.</summary>
    private protected virtual string? RequestedName => Name;

    /// <summary>Whether a parameter was given on the command line, and not by a property of what is piped in.</summary>
    private protected bool IsGiven(string parameter) => _given.Contains(parameter);

    private protected override Task BeginAsync()
    {
        _given.UnionWith(MyInvocation.BoundParameters.Keys);
        return base.BeginAsync();
    }

    private protected override async Task ProcessAsync()
    {
        RefuseContainerRecord();
        TableRow.Read(this, _given, InputObject);
        var request = CreateRequest();
        var plan = CreatePlan();
        var target = RequestedName ?? Image;
        if (!ShouldProcess(target, Text.Format("Should_Create", Mode, Image))) return;
        var namespaces = new NamespaceService();
        var firewall = new GuardService();
        var guards = new GuardKeeper(Client, firewall);
        // Beside the engine's work, which takes longer, and once however many containers are made.
        _sweep ??= guards.SweepAsync(StopToken);
        var promises = new PromiseKeeper(Client, namespaces, guards, new ContainerPorts(Client, namespaces, KernelView, firewall.Writer, new DesiredState()), KernelView);
        using var observer = new CreationObserver(this);
        var creator = new ContainerCreator(Client, promises, new ContainerReader(Client, namespaces), observer);
        if (await creator.CreateAsync(plan, request, StopToken) is { } container) WriteObject(container);
    }

    private protected override Task EndAsync() => _sweep is null ? Task.CompletedTask : SweptAsync(_sweep);

    private protected virtual void RefuseContainerRecord()
    {
        if (ContainerReference.IsContainer(InputObject)) throw ContainerNetException.Create(ErrorId.ParameterConflict, InputObject, Text.Get("Conflict_PipedContainer"));
    }

    private ContainerRequest CreateRequest()
    {
        BareDashWord.Refuse(Command, MyInvocation);
        if (NoStart && Wait) throw Conflict("-NoStart", "-Wait");
        if (TimeoutSec > 0 && !Wait) throw Conflict("-TimeoutSec", Text.Get("Conflict_WithoutWait"));
        var restart = RestartPolicyText.Parse(RestartPolicy, AutoRemove);
        if (Wait && restart is not (null or "no")) throw Conflict("-RestartPolicy", "-Wait");
        var volumes = VolumeParser.Parse(Volume, SessionState.Path.CurrentFileSystemLocation.ProviderPath);
        var hostConfig = HostConfig as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
        HostConfigRules.Check(hostConfig, Mode, Wait);
        return new ContainerRequest
        {
            Spec = new ContainerSpec
            {
                Image = ImageReference.Check(Image),
                NetworkMode = "",
                Name = RequestedName is { } name ? ContainerName.Check(name) : null,
                Command = Command,
                Entrypoint = Entrypoint,
                Environment = EnvironmentParser.Parse(Environment),
                Labels = LabelParser.Parse(Label),
                Hostname = RequestedHostname,
                User = User,
                WorkingDirectory = WorkingDirectory,
                RestartPolicy = restart,
                CapAdd = CapabilityNames.Parse(CapAdd, nameof(CapAdd)),
                CapDrop = CapabilityNames.Parse(CapDrop, nameof(CapDrop)),
                Privileged = Privileged,
                Binds = volumes.Binds,
                AnonymousVolumes = volumes.AnonymousVolumes,
                HostConfig = hostConfig,
            },
            Pull = Pull,
            NoStart = NoStart,
            Wait = Wait,
            Timeout = TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null,
            AutoRemove = AutoRemove,
            KeepOnFailure = KeepOnFailure,
            NoGuard = LeavesGuardOut,
        };
    }

    private static ContainerNetException Conflict(string one, string other) =>
        ContainerNetException.Create(ErrorId.ParameterConflict, one, Text.Format("Conflict_Parameters", one, other));
}
