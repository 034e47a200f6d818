using System.Text.Json;
using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>What publishing on a running container writes and takes away, in the eyes of iptables-save, ip and conntrack.</summary>
public sealed class HotPublishTests : IDisposable
{
    private static readonly string[] s_canaries =
    [
        "raw PREROUTING", "raw OUTPUT", "mangle PREROUTING", "mangle INPUT", "mangle FORWARD", "mangle OUTPUT", "mangle POSTROUTING",
        "nat PREROUTING", "nat INPUT", "nat OUTPUT", "nat POSTROUTING", "nat DOCKER",
        "filter INPUT", "filter FORWARD", "filter OUTPUT", "filter DOCKER", "filter DOCKER-USER", "filter DOCKER-ISOLATION-STAGE-1",
    ];

    private readonly LabFixture _lab;

    public HotPublishTests(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("param($Command) New-BridgedContainer busybox -Name web -Command $Command", [Pages.Server("web")]).OrThrow();
    }

    [Theory]
    [InlineData("Unpublish-ContainerPort web 18100")]
    [InlineData("Unpublish-ContainerPort web 18100/tcp -KeepFlows")]
    [InlineData("Unpublish-ContainerPort web -All")]
    [InlineData("Get-ContainerPort web | Unpublish-ContainerPort")]
    [InlineData("$port | Unpublish-ContainerPort")]
    public void Once_a_port_is_taken_away_the_rules_are_equal_line_by_line_and_nobody_gets_in(string script)
    {
        var before = FirewallText.Rules(_lab);
        var published = _lab.Session.Invoke("$port = Publish-ContainerPort web 18100:80 -AllowFrom 10.0.0.0/8 -PassThru; $port").OrThrow();
        Assert.Equal("0.0.0.0:18100->80/tcp", published.Single().ToString());
        Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18100", 15));

        _lab.Session.Invoke(script).OrThrow();

        Assert.Equal(before, FirewallText.Rules(_lab));
        Assert.Equal("refused", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:18100", 2));
    }

    [Fact]
    public void A_canary_in_every_table_and_chain_survives()
    {
        foreach (var place in s_canaries) Canary("-A", place);
        try
        {
            var before = FirewallText.Rules(_lab);
            _lab.Session.Invoke("Publish-ContainerPort web 18100:80, 18110-18114:80-84, 18153:53/udp -AllowFrom 10.77.0.0/24; Set-ContainerPort web 18100 -AllowFrom 192.0.2.7").OrThrow();
            Assert.Empty(before.Except(FirewallText.Rules(_lab)));

            _lab.Session.Invoke("Unpublish-ContainerPort web -All").OrThrow();

            Assert.Equal(before, FirewallText.Rules(_lab));
        }
        finally
        {
            foreach (var place in s_canaries) Canary("-D", place);
        }
    }

    [Fact]
    public void A_port_of_sctp_has_its_rules_and_where_the_kernel_knows_none_nothing_is_left()
    {
        var before = FirewallText.Rules(_lab);

        var result = _lab.Session.Invoke("Publish-ContainerPort web 18132:132/sctp -PassThru");

        if (result.ErrorIds.Length == 0)
        {
            Assert.Equal("0.0.0.0:18132->132/sctp", result.Output.Single().ToString());
            Assert.Equal(4, FirewallText.Ours(_lab).Count(static line => line.Contains("-p sctp -m sctp", StringComparison.Ordinal)));
            _lab.Session.Invoke("Unpublish-ContainerPort web 18132/sctp").OrThrow();
        }
        else
        {
            Assert.Equal(["FirewallWriteFailed"], result.ErrorIds);
        }

        Assert.Equal(before, FirewallText.Rules(_lab));
    }

    [Fact]
    public void A_host_port_that_was_left_open_is_chosen()
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18150:80").OrThrow();

        var chosen = _lab.Session.Invoke("Publish-ContainerPort web 18150-18155:80, 80 -PassThru | ForEach-Object HostPort").OrThrow();

        Assert.Equal("18151", chosen[0].ToString());
        Assert.All(chosen, port => Assert.Equal("web", Pages.Fetch(_lab, "outside", $"{Addresses.Lab4}:{port}", 15)));
    }

    [Fact]
    public void The_hairpin_mode_goes_with_the_last_port_that_needs_it()
    {
        Assert.False(Hairpin());
        _lab.Session.Invoke("Publish-ContainerPort web 18100:80; Publish-ContainerPort web 18101:81").OrThrow();
        Assert.True(Hairpin());

        _lab.Session.Invoke("Unpublish-ContainerPort web 18100").OrThrow();
        Assert.True(Hairpin());

        _lab.Session.Invoke("Unpublish-ContainerPort web 18101").OrThrow();
        Assert.False(Hairpin());
    }

    [Fact]
    public void Where_publishing_fails_the_hairpin_mode_is_what_it_was()
    {
        string[] shadow = ["DOCKER-USER", "-p", "tcp", "--dport", "82", "-j", "DROP"];
        _lab.Inside.Run(["iptables", "-I", .. shadow]);
        try
        {
            Assert.Equal(["PublishShadowed"], _lab.Session.Invoke("Publish-ContainerPort web 18102:82").ErrorIds);
            Assert.False(Hairpin());

            _lab.Session.Invoke("Publish-ContainerPort web 18100:80").OrThrow();
            Assert.Equal(["PublishShadowed"], _lab.Session.Invoke("Publish-ContainerPort web 18102:82").ErrorIds);
            Assert.True(Hairpin());
        }
        finally
        {
            _lab.Inside.Run(["iptables", "-D", .. shadow]);
        }
    }

    [Fact]
    public void A_hairpin_mode_that_others_turned_on_stays()
    {
        _lab.Inside.Run("bridge", "link", "set", "dev", HostInterface(), "hairpin", "on");

        _lab.Session.Invoke("Publish-ContainerPort web 18100:80; Unpublish-ContainerPort web -All").OrThrow();

        Assert.True(Hairpin());
    }

    [Fact]
    public async Task A_sender_of_datagrams_that_is_active_already_arrives()
    {
        await using var mirror = await new NamespaceTools($"/proc/{Inspect("web", "{{.State.Pid}}")}/ns/net", _lab.Lab.Names.DockerHost).StartMirrorAsync(9053);
        await using var outside = await _lab.Outside.StartCallerAsync(Addresses.Lab4, 18153);
        await using var host = await _lab.Inside.StartCallerAsync(Addresses.Lab4, 18153);
        await Task.Delay(500, TestContext.Current.CancellationToken);

        _lab.Session.Invoke("Publish-ContainerPort web 18153:9053/udp").OrThrow();

        await outside.WaitForLineAsync(Addresses.Outside4 + ":");
        await host.WaitForLineAsync(Addresses.Lab4 + ":");
        _lab.Session.Invoke("Unpublish-ContainerPort web -All").OrThrow();
        var heard = outside.Output.Length;
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal(heard, outside.Output.Length);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("-KeepFlows", true)]
    public async Task What_is_open_ends_with_the_port_unless_it_is_to_be_kept(string more, bool goesOn)
    {
        _lab.Inside.Docker("exec", "--detach", "web", "sh", "-c", "yes | nc -l -p 82");
        _lab.Inside.Docker("exec", "web", "sh", "-c", "i=0; until netstat -ltn | grep -q ':82 ' || [ $i -gt 100 ]; do i=$((i + 1)); sleep 0.1; done");
        _lab.Session.Invoke("Publish-ContainerPort web 18182:82").OrThrow();
        await using var client = _lab.Outside.Start("sh", "-c", $"busybox nc {Addresses.Lab4} 18182 | while read -r line; do sleep 0.05; echo $line; done");
        await client.WaitForLineAsync("y");

        _lab.Session.Invoke($"Unpublish-ContainerPort web 18182 {more}").OrThrow();

        var tracked = _lab.Inside.Run("conntrack", "-L", "-p", "tcp", "--orig-port-dst", "18182");
        Assert.Equal(goesOn, tracked.Contains("dport=18182", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_remembered_is_for_root_only_and_goes_with_the_last_port()
    {
        const string File = "/var/lib/containernet/desired.json";
        _lab.Session.Invoke("Publish-ContainerPort web 18100:80 -AllowFrom 10.1.2.3/8").OrThrow();

        Assert.Equal("600", _lab.Inside.Run("stat", "-c", "%a", File));
        using (var document = JsonDocument.Parse(System.IO.File.ReadAllText(File)))
        {
            var mine = document.RootElement.GetProperty("containers").EnumerateArray().Single(one => one.GetProperty("Id").GetString() == Inspect("web", "{{.Id}}"));
            Assert.Equal("18100:80", mine.GetProperty("Ports")[0].GetString());
            Assert.Equal("10.0.0.0/8", mine.GetProperty("Access")[0].GetProperty("AllowFrom")[0].GetString());
        }

        _lab.Session.Invoke("Unpublish-ContainerPort web -All").OrThrow();
        Assert.False(System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Contains(Inspect("web", "{{.Id}}"), StringComparison.Ordinal));
    }

    [Fact]
    public void Both_cmdlets_that_look_show_the_port_and_who_may_get_there()
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18100:80 -AllowFrom 10.77.0.2").OrThrow();

        Assert.Equal("ContainerNet 10.77.0.2/32 Listening", _lab.Session.Invoke("Get-ContainerPort | ForEach-Object { \"$($_.Source) $($_.AllowFrom) $($_.Listening)\" }").OrThrow().Single().ToString());
        Assert.Equal("0.0.0.0:18100->80/tcp ContainerNet 10.77.0.2/32",
            _lab.Session.Invoke("(Get-Container web).PublishedPorts | ForEach-Object { \"$_ $($_.Source) $($_.AllowFrom)\" }").OrThrow().Single().ToString());
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
    }

    private string Inspect(string container, string format) => _lab.Inside.Docker("inspect", "--format", format, container);

    private string HostInterface()
    {
        var peer = _lab.Inside.Docker("exec", "web", "cat", "/sys/class/net/eth0/iflink");
        using var links = JsonDocument.Parse(_lab.Inside.Ip("-json", "link", "show"));
        return links.RootElement.EnumerateArray().Single(link => link.GetProperty("ifindex").ToString() == peer).GetProperty("ifname").GetString()!;
    }

    private bool Hairpin()
    {
        using var links = JsonDocument.Parse(_lab.Inside.Run("ip", "-json", "-details", "link", "show", "dev", HostInterface()));
        return links.RootElement[0].GetProperty("linkinfo").GetProperty("info_slave_data").GetProperty("hairpin").GetBoolean();
    }

    private void Canary(string action, string place)
    {
        string[] words = place.Split(' ');
        _lab.Inside.Run("iptables", "-t", words[0], action, words[1], "-s", "192.0.2.99", "-m", "comment", "--comment", "a \"canary\"", "-j", words[1] == "DOCKER-USER" ? "RETURN" : "ACCEPT");
    }
}
