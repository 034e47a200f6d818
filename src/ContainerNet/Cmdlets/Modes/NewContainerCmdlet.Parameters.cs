using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Cmdlets.Modes;

public abstract partial class NewContainerCmdlet
{
    /// <summary>The image reference.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ImageCompleter))]
    [ValidateNotNullOrEmpty]
    public string Image { get; set; } = "";

    /// <summary>The command and its arguments; stands behind <c>--</c>.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true, ValueFromPipelineByPropertyName = true)]
    [CommandTransformation]
    public string[] Command { get; set; } = [];

    /// <summary>The container's name; the engine makes one up where none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    /// <summary>Remove the container when it has ended.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Rm")]
    public SwitchParameter AutoRemove { get; set; }

    /// <summary>Create, but do not start.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter NoStart { get; set; }

    /// <summary>Run to the end: standard output to the pipeline, standard error to the information stream.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds a run may take with <see cref="Wait"/>; 0 for as long as it takes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int TimeoutSec { get; set; }

    /// <summary>Environment variables: a hashtable, or NAME=VALUE.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("e")]
    [EnvironmentTransformation]
    public string[] Environment { get; set; } = [];

    /// <summary>Volumes and bind mounts, in the grammar of docker's <c>-v</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("v")]
    public string[] Volume { get; set; } = [];

    /// <summary>Labels: a hashtable, or KEY=VALUE.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("l")]
    [LabelTransformation]
    public string[] Label { get; set; } = [];

    /// <summary>User name or id, and group: <c>user[:group]</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("u")]
    public string? User { get; set; }

    /// <summary>The working directory of the command.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("w")]
    public string? WorkingDirectory { get; set; }

    /// <summary>Replaces the image's entry point.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Entrypoint { get; set; }

    /// <summary>no, always, unless-stopped, on-failure[:max].</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RestartPolicyCompleter))]
    public string? RestartPolicy { get; set; }

    /// <summary>Capabilities to add (capabilities(7)), with or without <c>CAP_</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    public string[] CapAdd { get; set; } = [];

    /// <summary>Capabilities to drop.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    public string[] CapDrop { get; set; } = [];

    /// <summary>Give the container every right of the host.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Privileged { get; set; }

    /// <summary>When to pull the image.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public PullPolicy Pull { get; set; }

    /// <summary>Leave a container behind whose making failed.</summary>
    [Parameter]
    public SwitchParameter KeepOnFailure { get; set; }

    /// <summary>Every other setting of the engine's HostConfig, by its name in the Engine API.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [HostConfigTransformation]
    [SuppressMessage("Usage", "CA2227", Justification = "PowerShell binds it.")]
    public IDictionary? HostConfig { get; set; }

    /// <summary>The piped object itself, which is looked at only to refuse a container where its properties would be taken for wishes.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }
}
