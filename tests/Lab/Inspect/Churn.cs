using ContainerNet.LabKit;

namespace ContainerNet.Lab.Inspect;

/// <summary>Containers that are made and removed, one after another, while something else is looked at.</summary>
internal sealed class Churn : IAsyncDisposable
{
    private const string Done = "all done";
    private readonly BackgroundTool _tool;

    public Churn(LabFixture lab, int containers) => _tool = lab.Inside.Start("sh", "-c",
        $"i=0; while [ $i -lt {containers} ]; do i=$((i + 1)); docker run -d --name cn-churn$i {LabImages.Busybox} sleep 60; docker rm -f cn-churn$i; done; echo {Done}");

    /// <summary>Whether all have come and gone.</summary>
    public bool IsOver => _tool.Output.Contains(Done, StringComparison.Ordinal);

    public ValueTask DisposeAsync() => _tool.DisposeAsync();
}
