using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Rootless;

/// <summary>The cmdlets at an engine without root: what can be seen is shown, and the rest says why not.</summary>
public sealed class RootlessTests(RootlessEngine engine, LabFixture lab) : IClassFixture<RootlessEngine>
{
    private OtherEngine Engine => engine.Engine;

    [Fact]
    public void The_engine_says_what_it_is()
    {
        var found = Engine.Invoke("Get-ContainerEngine").OrThrow().Single();

        Assert.Equal((true, false), (found.Properties["Rootless"].Value, found.Properties["KernelView"].Value));
        Assert.Contains("network namespace", (string)found.Properties["KernelViewReason"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Interfaces_are_those_that_ip_sees_in_there()
    {
        Assert.Equal(Engine.Addresses("web"), Engine.Texts("Get-ContainerInterface web | ForEach-Object { foreach ($address in $_.Addresses) { \"$($_.Name) $address\" } }"));
        Assert.Equal(["eth0"], Engine.Texts("Get-ContainerRoute web -AddressFamily inet | Where-Object Destination -eq default | ForEach-Object Interface"));
    }

    [Fact]
    public void A_closed_container_is_made_and_what_was_not_checked_is_said()
    {
        var made = Engine.Invoke("New-ClosedContainer busybox -Name shut -- sleep 600");

        Assert.Equal("Closed", made.OrThrow().Single().Properties["Mode"].Value);
        Assert.Contains(made.Warnings, static text => text.Contains("not checked in the kernel", StringComparison.Ordinal));
        Assert.Equal("lo", Engine.Ip("shut", "link", "show", "up").Single().GetProperty("ifname").GetString());
    }

    [Fact]
    public void A_joined_container_is_in_the_network_of_its_donor()
    {
        Engine.Invoke("Join-ContainerNetwork busybox -Container web -Name guest -- sleep 600").OrThrow();

        Assert.Equal(Engine.Namespace("net", "web"), Engine.Namespace("net", "guest"));
        Assert.Equal("It works.", Engine.Docker("exec", "guest", "wget", "-qO-", "http://127.0.0.1/"));
    }

    [Fact]
    public void A_bridged_container_has_no_guard_there_and_says_so()
    {
        var refused = Engine.Invoke("New-BridgedContainer busybox -Name open -Publish 18097:80 -- httpd -f -p 80");

        Assert.Equal(["EngineRootless"], refused.ErrorIds);
        Engine.Invoke("New-BridgedContainer busybox -Name open -Publish 18097:80 -NoGuard -- httpd -f -p 80").OrThrow();
        Assert.StartsWith("HTTP/1.1 404", lab.Outside.Run("curl", "-si", "--max-time", "3", $"http://{Addresses.Lab4}:18097/none"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Publish-ContainerPort web -Publish 18096:80", "KernelViewNotAtHand")]
    [InlineData("Get-ContainerFirewallRule web", "KernelViewNotAtHand")]
    [InlineData("Register-ContainerRuntime -Confirm:$false", "RuntimeNotSupported")]
    public void What_needs_the_engine_s_own_network_is_refused(string script, string error) =>
        Assert.Equal([error], Engine.Invoke(script).ErrorIds);
}
