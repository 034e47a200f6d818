using System.Management.Automation;
using ContainerNet.Cmdlets.Base;

namespace ContainerNet.Unit.Cmdlets;

/// <summary>The parameters of New-BridgedContainer that need a transformation; it writes itself.</summary>
[Cmdlet(VerbsDiagnostic.Test, "InputBinding")]
public sealed class BindInputCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public string? Image { get; set; }

    [Parameter(Position = 1, ValueFromRemainingArguments = true)]
    [CommandTransformation]
    public string[]? Command { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("p")]
    [PublishTransformation]
    public string[]? Publish { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("e")]
    [EnvironmentTransformation]
    public string[]? Environment { get; set; }

    [Parameter]
    [LabelTransformation]
    public string[]? Label { get; set; }

    [Parameter]
    [Alias("v")]
    public string[]? Volume { get; set; }

    [Parameter]
    public string? User { get; set; }

    [Parameter]
    [Alias("r")]
    public SwitchParameter AutoRemove { get; set; }

    [Parameter]
    [AddHostTransformation]
    public string[]? AddHost { get; set; }

    [Parameter]
    [HostConfigTransformation]
    public System.Collections.IDictionary? HostConfig { get; set; }

    protected override void ProcessRecord() => WriteObject(this);
}
