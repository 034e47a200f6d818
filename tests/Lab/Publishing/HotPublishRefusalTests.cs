using System.Net;
using System.Net.Sockets;
using ContainerNet.Lab.Guard;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>What cannot be published is refused with its reason, and nothing is changed.</summary>
public sealed class HotPublishRefusalTests : IDisposable
{
    private readonly LabFixture _lab;

    public HotPublishRefusalTests(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("New-BridgedContainer busybox -Name web -Publish 18090:80 -- sleep 600").OrThrow();
    }

    [Theory]
    [InlineData("New-ClosedContainer busybox -Name other -- sleep 600", "other", "PublishNotPossible")]
    [InlineData("New-HostContainer busybox -Name other -- sleep 600", "other", "PublishNotPossible")]
    [InlineData("New-BridgedContainer busybox -Name other -NoStart -- sleep 600", "other", "ContainerNotRunning")]
    [InlineData("New-HostContainer busybox -Name host -- sleep 600; docker run -d --name other --network container:host busybox sleep 600", "other", "PublishNotPossible")]
    [InlineData("", "absent", "ContainerNotFound")]
    public void A_container_without_a_bridge_is_refused(string script, string container, string error) =>
        Refused($"Publish-ContainerPort {container} 18100:80", error, script);

    [Theory]
    [InlineData("127.0.0.1:18100:80", "PublishNotPossible")]
    [InlineData("127.8.8.8:18100:80", "PublishNotPossible")]
    [InlineData("[::1]:18100:80", "PublishNotPossible")]
    [InlineData("[fd77::1]:18100:80", "PublishNotPossible")]
    [InlineData("192.0.2.1:18100:80", "PublishNotPossible")]
    [InlineData("18100:0", "PublishInvalid")]
    [InlineData("18090:81", "PortInUse")]
    [InlineData("10.77.0.1:18090:81", "PortInUse")]
    [InlineData("'18100:80, 18100:81'", "PortInUse")]
    public void A_port_that_cannot_be_is_refused(string publish, string error) => Refused($"Publish-ContainerPort web {publish}", error);

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("example.net")]
    [InlineData("10.0.0.1/8/8")]
    [InlineData("'-j ACCEPT'")]
    public void A_source_that_is_no_network_is_refused(string source) => Refused($"Publish-ContainerPort web 18100:80 -AllowFrom {source}", "AddressInvalid");

    /// <summary>The rules are read while the engine is asked: what it refuses must not leave a tool that still runs.</summary>
    [Fact]
    public async Task No_tool_runs_on_when_a_container_was_not_found()
    {
        var many = string.Concat(Enumerable.Range(1, 5000).Select(static port => $"-A MANY -p tcp --dport {port} -j RETURN\n"));
        (await _lab.Inside.RunAsync(["iptables-restore", "--noflush"], null, $"*raw\n:MANY - [0:0]\n{many}COMMIT\n", TestContext.Current.CancellationToken)).OrThrow();
        try
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(["ContainerNotFound"], _lab.Session.Invoke("Publish-ContainerPort absent 18100:80").ErrorIds);
                Assert.DoesNotContain(Children(), static line => line.Contains("tables", StringComparison.Ordinal));
            }
        }
        finally
        {
            _lab.Inside.Run("iptables", "-t", "raw", "-F", "MANY");
            _lab.Inside.Run("iptables", "-t", "raw", "-X", "MANY");
        }
    }

    [Fact]
    public void A_port_of_a_container_that_other_hands_removed_is_free_and_what_led_there_goes()
    {
        _lab.Session.Invoke("New-BridgedContainer busybox -Name first -- sleep 600; Publish-ContainerPort first 18100:80").OrThrow();
        var id = _lab.Inside.Docker("inspect", "--format", "{{.Id}}", "first");
        _lab.Inside.Docker("rm", "--force", "first");

        _lab.Session.Invoke("Publish-ContainerPort web 18100:81").OrThrow();

        Assert.DoesNotContain(id, _lab.Inside.IptablesSave(), StringComparison.Ordinal);
        _lab.Session.Invoke("Unpublish-ContainerPort web -All").OrThrow();
    }

    [Fact]
    public void A_port_of_ours_names_its_container()
    {
        _lab.Session.Invoke("New-BridgedContainer busybox -Name first -- sleep 600; Publish-ContainerPort first 18100-18110:80-90").OrThrow();

        var refused = Refused("Publish-ContainerPort web 18105:80", "PortInUse");

        Assert.Contains("first", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("18105:80")]
    [InlineData("10.77.0.1:18105:80")]
    [InlineData("18096-18100:80")]
    public void The_engine_is_not_asked_for_a_port_of_ours(string publish)
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18100-18110:80-90").OrThrow();
        var containers = _lab.Inside.Docker("ps", "--all", "--quiet");

        var refused = Refused($"New-BridgedContainer busybox -Name second -Publish {publish} -- sleep 600", "PortInUse");

        Assert.Contains("web", refused, StringComparison.Ordinal);
        Assert.Equal(containers, _lab.Inside.Docker("ps", "--all", "--quiet"));
        Assert.Empty(_lab.Session.Invoke("New-BridgedContainer busybox -Name second -Publish 18105:80/udp, 80 -- sleep 600").ErrorIds);
    }

    [Fact]
    public void A_port_of_a_process_names_the_process()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();

        var refused = Refused($"Publish-ContainerPort web {((IPEndPoint)listener.LocalEndpoint).Port}:80", "PortInUse");

        Assert.Contains($"(pid {Environment.ProcessId})", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filter", "-I DOCKER-USER -j DROP")]
    [InlineData("filter", "-I DOCKER-USER -i cnlab0 -p tcp -j DROP")]
    [InlineData("filter", "-I DOCKER-USER -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -d 172.16.0.0/12 -j DROP")]
    [InlineData("filter", "-I FORWARD -j REJECT")]
    [InlineData("nat", "-I PREROUTING -p tcp --dport 18100 -j REDIRECT --to-ports 1")]
    [InlineData("mangle", "-I PREROUTING -p tcp --dport 18000:18200 -j DROP")]
    [InlineData("raw", "-I PREROUTING -p tcp --dport 18100 -j DROP")]
    public void An_earlier_rule_that_decides_for_everybody_is_named_and_everything_taken_back(string table, string rule)
    {
        _lab.Inside.Run(["iptables", "-t", table, .. rule.Split(' ')]);
        try
        {
            var refused = Refused("Publish-ContainerPort web 18100:80 -AllowFrom 10.0.0.0/8", "PublishShadowed");

            Assert.Contains($"{table}: -A", refused, StringComparison.Ordinal);
        }
        finally
        {
            _lab.Inside.Run(["iptables", "-t", table, .. rule.Replace("-I", "-D", StringComparison.Ordinal).Split(' ')]);
        }
    }

    [Theory]
    [InlineData("-I DOCKER-USER -s 192.0.2.0/24 -j DROP")]
    [InlineData("-I DOCKER-USER -p udp -j DROP")]
    [InlineData("-I DOCKER-USER -j RETURN")]
    [InlineData("-I DOCKER-USER -j ACCEPT")]
    [InlineData("-I DOCKER-USER -p tcp --dport 443 -j DROP")]
    [InlineData("-I DOCKER-USER -m conntrack --ctstate INVALID -j DROP")]
    public void An_earlier_rule_that_leaves_clients_over_is_no_hindrance(string rule)
    {
        _lab.Inside.Run(["iptables", .. rule.Split(' ')]);
        try
        {
            Assert.Empty(_lab.Session.Invoke("Publish-ContainerPort web 18100:80").ErrorIds);
        }
        finally
        {
            _lab.Inside.Run(["iptables", .. rule.Replace("-I", "-D", StringComparison.Ordinal).Split(' ')]);
        }
    }

    [Theory]
    [InlineData("Unpublish-ContainerPort web 18090")]
    [InlineData("Unpublish-ContainerPort web 18100")]
    [InlineData("Set-ContainerPort web 18100 -AllowFrom 10.0.0.0/8")]
    public void A_port_that_is_not_ours_to_change_is_refused(string script) => Refused(script, "PortNotPublished");

    [Theory]
    [InlineData("Publish-ContainerPort web 18100:80 -AllowFrom 10.0.0.0/8 -WhatIf")]
    [InlineData("Unpublish-ContainerPort web -All -WhatIf")]
    [InlineData("Set-ContainerPort web 18090 -AllowFrom 10.0.0.0/8 -WhatIf")]
    public void Under_WhatIf_nothing_is_written(string script)
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18101:80").OrThrow();
        var before = FirewallText.Rules(_lab);

        Assert.Empty(_lab.Session.Invoke(script).OrThrow());

        Assert.Equal(before, FirewallText.Rules(_lab));
    }

    [Fact]
    public void A_container_that_is_not_there_is_an_error_under_WhatIf_too() => Refused("Publish-ContainerPort absent 18100:80 -WhatIf", "ContainerNotFound");

    [Fact]
    public void One_that_is_named_twice_is_published_once()
    {
        var id = _lab.Inside.Docker("inspect", "--format", "{{.Id}}", "web");

        Assert.Single(_lab.Session.Invoke($"Publish-ContainerPort web, {id} 18100:80 -PassThru | Where-Object HostIP -eq 0.0.0.0").OrThrow());
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
    }

    private static string[] Children() =>
        [.. Directory.GetDirectories("/proc/self/task").SelectMany(static task => Read($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(static id => Read($"/proc/{id}/cmdline"))];

    // A thread or a process may have ended by now.
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string Refused(string script, string error, string before = "")
    {
        if (before.Length > 0) _lab.Session.Invoke(before).OrThrow();
        var rules = FirewallText.Rules(_lab).Concat(FirewallText.Rules(_lab, ipv6: true)).ToArray();

        var result = _lab.Session.Invoke(script);

        Assert.Equal([error], result.ErrorIds);
        Assert.Equal(rules, FirewallText.Rules(_lab).Concat(FirewallText.Rules(_lab, ipv6: true)));
        return result.Errors[0].ToString();
    }
}
