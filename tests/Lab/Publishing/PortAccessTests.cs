using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>
/// Who gets to a published port while only some may: client, target, answer. The port of "engine" was published by the engine, that of "own" while
/// it ran; the administrator has rules like those of ufw and ufw-docker.
/// </summary>
public sealed class PortAccessTests(PortAccessTests.Scene scene, LabFixture lab) : IClassFixture<PortAccessTests.Scene>
{
    private const string Host = Addresses.Lab4;

    public static TheoryData<string, string, string> Flows => new()
    {
        // The engine's port; docker-proxy carries IPv6 and other containers.
        { "outside77", $"{Host}:18080", "engine" },
        { "outside77", $"[{Addresses.Lab6}]:18080", "engine" },
        { "host", $"{Host}:18080", "engine" },
        { "host", "127.0.0.1:18080", "engine" },
        { "outside", $"{Host}:18080", "dropped" },
        { "outside", $"[{Addresses.Lab6}]:18080", "dropped" },
        { "on-default", $"{Host}:18080", "dropped" },
        { "on-default", "172.17.0.1:18080", "dropped" },
        { "on-other", $"{Host}:18080", "dropped" },
        { "engine", $"{Host}:18080", "dropped" },
        { "outside", $"{Host}:18081", "engine" },
        { "on-default", $"{Addresses.Outside4}:18080", "elsewhere" },
        { "on-other", $"{Addresses.Outside4}:18080", "elsewhere" },

        // Our own.
        { "outside77", $"{Host}:18090", "own" },
        { "host", $"{Host}:18090", "own" },
        { "outside", $"{Host}:18090", "dropped" },
        { "on-default", $"{Host}:18090", "dropped" },
        { "on-default", "172.17.0.1:18090", "dropped" },
        { "on-other", $"{Host}:18090", "dropped" },
        { "own", $"{Host}:18090", "dropped" },
        { "outside", $"{Host}:18091", "own" },
    };

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_flow_ends_as_was_said(string client, string target, string answer) =>
        Assert.Equal(answer, Pages.Fetch(lab, client, target, answer == "dropped" ? 2 : 15));

    [Fact]
    public void It_is_said_before_any_address_is_translated() =>
        Assert.All(FirewallText.Ours(lab).Where(static line => line.Contains(":allow:", StringComparison.Ordinal) || line.Contains(":deny:", StringComparison.Ordinal)),
            static line => Assert.StartsWith("*mangle -A CONTAINERNET-ACCESS", line, StringComparison.Ordinal));

    [Theory]
    [InlineData("engine", 18082)]
    [InlineData("own", 18092)]
    public async Task What_a_source_has_open_ends_when_it_may_no_longer(string name, int port)
    {
        await using var client = lab.Outside.Start("curl", "-sSN", "--http0.9", "--interface", Addresses.SecondOutside4, $"http://{Host}:{port}/");
        await client.WaitForLineAsync("tick");

        scene.Set(name, port, Addresses.Outside4);

        // The last that was sent may still come.
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        var heard = client.Output.Length;
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal(heard, client.Output.Length);
    }

    [Fact]
    public void With_nobody_named_everybody_may_again()
    {
        lab.Session.Invoke("Set-ContainerPort engine 18080 -AllowFrom @()").OrThrow();
        try
        {
            Assert.Equal("engine", Pages.Fetch(lab, "outside", $"{Host}:18080", 15));
            Assert.DoesNotContain(FirewallText.Ours(lab), static line => line.Contains(":18080/tcp", StringComparison.Ordinal));
        }
        finally
        {
            scene.Set("engine", 18080, $"{Addresses.SecondOutside4}, {Addresses.SecondOutside6}");
        }
    }

    public sealed class Scene : IAsyncDisposable
    {
        // What ufw-docker has in /etc/ufw/after.rules, with the lab's own network where it has the private ones.
        private static readonly string[] s_administrators =
        [
            "-A DOCKER-USER -s 192.0.2.0/24 -j DROP",
            "-A DOCKER-USER -s 198.51.100.7/32 -p tcp -m tcp --dport 80 -j RETURN",
            "-A DOCKER-USER -p udp -m udp --sport 53 --dport 1024:65535 -j RETURN",
            "-A DOCKER-USER -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -d 192.168.0.0/16 -j ufw-docker-logging-deny",
            "-A DOCKER-USER -p udp -m udp --dport 0:32767 -d 192.168.0.0/16 -j ufw-docker-logging-deny",
            "-A DOCKER-USER -j RETURN",
        ];

        private readonly LabFixture _lab;
        private readonly BackgroundTool _elsewhere;
        private readonly string _folder = Directory.CreateTempSubdirectory("containernet-access-").FullName;

        public Scene(LabFixture lab)
        {
            _lab = lab;
            File.WriteAllText(Path.Combine(_folder, "index.html"), Pages.Page("elsewhere"));
            _elsewhere = lab.Outside.Start("busybox", "httpd", "-f", "-p", "18080", "-h", _folder);
            lab.Inside.Run("iptables", "-D", "DOCKER-USER", "-j", "RETURN");
            lab.Inside.Run("iptables", "-N", "ufw-docker-logging-deny");
            lab.Inside.Run("iptables", "-A", "ufw-docker-logging-deny", "-j", "DROP");
            foreach (var rule in s_administrators) lab.Inside.Run(["iptables", .. rule.Split(' ')]);
            lab.Inside.Docker("network", "create", "cn-access");
            foreach (var (name, network) in new[] { ("on-default", "bridge"), ("on-other", "cn-access") })
                lab.Inside.Docker("run", "--detach", "--name", name, "--network", network, LabImages.Busybox, "sleep", "3600");
            const string Allow = $"{Addresses.SecondOutside4}, {Addresses.SecondOutside6}";
            lab.Session.Invoke(
                $"param($Engine, $Own) New-BridgedContainer busybox -Name engine -Publish 18080:80, 18082:82 -AllowFrom {Allow} -Command $Engine;" +
                "New-BridgedContainer busybox -Name open -Publish 18081:80 -Command $Engine; New-BridgedContainer busybox -Name own -Command $Own;" +
                $"Publish-ContainerPort own 18090:80, 18092:82 -AllowFrom {Allow}; Publish-ContainerPort own 18091:81", Pages.Server("engine"), Pages.Server("own")).OrThrow();
            foreach (var name in new[] { "engine", "own" })
            {
                lab.Inside.Docker("exec", name, "sh", "-c", "printf '#!/bin/sh\\nwhile :; do echo tick; sleep 0.1; done\\n' > /w/tick; chmod +x /w/tick");
                lab.Inside.Docker("exec", "--detach", name, "nc", "-ll", "-p", "82", "-e", "/w/tick");
            }
        }

        public void Set(string name, int port, string sources) => _lab.Session.Invoke($"Set-ContainerPort {name} {port} -AllowFrom {sources}").OrThrow();

        public async ValueTask DisposeAsync()
        {
            await _elsewhere.DisposeAsync();
            _lab.Session.Invoke("Get-Container | Remove-Container -Force");
            _lab.RemoveAllContainers();
            _lab.Inside.Docker("network", "rm", "cn-access");
            foreach (var rule in s_administrators.SkipLast(1)) _lab.Inside.Run(["iptables", .. rule.Replace("-A", "-D", StringComparison.Ordinal).Split(' ')]);
            _lab.Inside.Run("iptables", "-F", "ufw-docker-logging-deny");
            _lab.Inside.Run("iptables", "-X", "ufw-docker-logging-deny");
            Directory.Delete(_folder, recursive: true);
        }
    }
}
