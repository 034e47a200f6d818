using Xunit;

namespace ContainerNet.Unit.Cmdlets;

/// <summary>A variable that is empty means that nothing was given, not an error deep inside.</summary>
public class NullBindingTests(BindingSession session) : IClassFixture<BindingSession>
{
    [Fact]
    public void Null_is_no_port() => Assert.Empty(session.Bind("Test-InputBinding -Publish $null").Publish!);

    [Fact]
    public void Null_is_no_variable() => Assert.Empty(session.Bind("Test-InputBinding -Environment $null").Environment!);

    [Fact]
    public void Null_is_no_host() => Assert.Empty(session.Bind("Test-InputBinding -AddHost $null").AddHost!);

    [Fact]
    public void Null_is_no_command() => Assert.Empty(session.Bind("Test-InputBinding busybox -Command $null").Command!);
}
