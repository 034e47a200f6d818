using Xunit;

namespace ContainerNet.Lab.Lifecycle;

/// <summary>A wildcard without -Force leaves the containers alone that ContainerNet did not make.</summary>
public sealed class ForeignContainerTests(LabFixture lab) : IDisposable
{
    private readonly ContainersByCli _cli = new(lab);

    [Theory]
    [InlineData("Stop-Container web* -TimeoutSec 0", "exited")]
    [InlineData("Get-Container web-ours | Remove-Container -Force; Remove-Container web*", "")]
    public void A_wildcard_leaves_them_and_says_so(string script, string ours)
    {
        _cli.Run("web-ours");
        _cli.Run("web-foreign", ours: false);

        var result = lab.Session.Invoke(script);

        Assert.Equal((ours, "running"), (_cli.StateOf("web-ours"), _cli.StateOf("web-foreign")));
        Assert.Equal(("ForeignContainer", "web*"), (result.ErrorIds.Single(), result.Errors[0].TargetObject));
        Assert.Contains("web-foreign", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restart_leaves_them_too()
    {
        _cli.Run("web-foreign", ours: false);
        var before = _cli.Inspect("web-foreign", "{{.State.Pid}}");

        Assert.Equal(["ForeignContainer"], lab.Session.Invoke("Restart-Container * -TimeoutSec 0").ErrorIds);
        Assert.Equal(before, _cli.Inspect("web-foreign", "{{.State.Pid}}"));
    }

    [Theory]
    [InlineData("Stop-Container web* -Force -TimeoutSec 0")]
    [InlineData("Stop-Container web-foreign -TimeoutSec 0")]
    [InlineData("Get-Container web* | Stop-Container -TimeoutSec 0")]
    public void By_force_by_name_and_by_object_they_are_touched(string script)
    {
        _cli.Run("web-foreign", ours: false);

        lab.Session.Invoke(script).OrThrow();

        Assert.Equal("exited", _cli.StateOf("web-foreign"));
    }

    public void Dispose() => lab.RemoveAllContainers();
}
