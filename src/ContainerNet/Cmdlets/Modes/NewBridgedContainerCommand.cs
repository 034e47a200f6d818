using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Firewall;
using ContainerNet.Services.Modes;

namespace ContainerNet.Cmdlets.Modes;

/// <summary>Makes a container behind a NAT bridge: SNAT out, published ports in, and the firewall drops the rest.</summary>
[Cmdlet(VerbsCommon.New, "BridgedContainer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Container), typeof(string))]
public sealed class NewBridgedContainerCommand : NewContainerCmdlet
{
    /// <summary>The host name the container sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Hostname { get; set; }

    /// <summary>User-defined bridge networks; the default bridge where none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[] Network { get; set; } = [];

    /// <summary>Ports to publish, in the grammar of docker's <c>-p</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("p")]
    [PublishTransformation]
    public string[] Publish { get; set; } = [];

    /// <summary>The networks that may get to the published ports; without it everybody may.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] AllowFrom { get; set; } = [];

    /// <summary>Publish every exposed port on a host port of the engine's choice.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter PublishAll { get; set; }

    /// <summary>Ports to expose, such as <c>80</c> or <c>53/udp</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Expose { get; set; } = [];

    /// <summary>A fixed IPv4 or IPv6 address, or one of each; on a user-defined network only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] IPAddress { get; set; } = [];

    /// <summary>The MAC address on the first network.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MacAddress { get; set; }

    /// <summary>Further names on the networks; user-defined networks only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] NetworkAlias { get; set; } = [];

    /// <summary>DNS servers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Dns { get; set; } = [];

    /// <summary>DNS search domains.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] DnsSearch { get; set; } = [];

    /// <summary>Lines for /etc/hosts: <c>name:address</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AddHostTransformation]
    public string[] AddHost { get; set; } = [];

    /// <summary>Leave out the guard that drops what no published port asks for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter NoGuard { get; set; }

    private protected override ContainerMode Mode => ContainerMode.Bridged;

    private protected override string? RequestedHostname => Hostname;

    private protected override bool LeavesGuardOut => NoGuard;

    private protected override ModePlan CreatePlan() => new BridgedPlan(Client, BridgedInput.Read(this), new GuardKeeper(Client, new GuardService()));
}
