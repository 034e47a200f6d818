using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Repairing;

/// <summary>What goes wrong with rules and files, and that a repair puts it right, touches nothing foreign, and has nothing to do a second time.</summary>
public sealed class RepairFaultTests(LabFixture lab) : IAsyncDisposable
{
    private const string File = "/var/lib/containernet/desired.json";

    private readonly RepairScene _scene = new(lab);

    [Fact]
    public void What_is_right_is_left_alone()
    {
        Assert.Empty(_scene.Repair());
        Assert.Equal(_scene.Right, _scene.Rules());
        Assert.Equal(("web", "web", "dropped"), (_scene.Fetch(RepairScene.Hot), _scene.Fetch(RepairScene.Restricted, "outside77"), _scene.Fetch(RepairScene.Restricted)));
    }

    [Fact]
    public void Told_what_if_it_says_what_it_would_do_and_does_nothing()
    {
        lab.Inside.Run("iptables", "-t", "nat", "-F", "CONTAINERNET");
        var before = _scene.Rules();

        Assert.Empty(_scene.Repair("-WhatIf"));
        Assert.Equal(before, _scene.Rules());
        Assert.Equal(["Changed publish 18300/tcp", "Changed publish 18302/udp"], _scene.Repair());
    }

    [Fact]
    public void Flushed_tables_get_their_rules_back()
    {
        foreach (var table in new[] { "filter", "nat", "mangle" }) lab.Inside.Run("iptables", "-t", table, "-F");
        AssertRepairs("Added guard", "Added publish 18300/tcp", "Changed access 18301/tcp", "Changed chain IPv4 mangle CONTAINERNET-ACCESS");
        // The engine's own rules are gone with the flush: what it publishes is not this module's to make again.
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));

        // Who turned on the hairpin mode is not forgotten with the rules: it goes with the last port.
        Assert.Contains("hairpin on", lab.Inside.Run("bridge", "-d", "link", "show"), StringComparison.Ordinal);
        lab.Session.Invoke("Unpublish-ContainerPort web -All").OrThrow();
        Assert.DoesNotContain("hairpin on", lab.Inside.Run("bridge", "-d", "link", "show"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_takes_every_chain_away_is_made_good()
    {
        await _scene.Restore("iptables-restore", "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -s 192.0.2.98/32 -j DROP\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n*mangle\n:PREROUTING ACCEPT [0:0]\nCOMMIT");
        Assert.Empty(RepairScene.Ours([.. _scene.Rules().Where(static line => line[0] != '6')]));

        AssertRepairs("Added guard", "Added publish 18300/tcp", "Changed access 18301/tcp");
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));
    }

    [Fact]
    public async Task Lost_jumps_come_back_where_they_belong()
    {
        await _scene.Restore("iptables-restore", "*filter\n:DOCKER-USER - [0:0]\n-A DOCKER-USER -s 192.0.2.97/32 -j DROP\nCOMMIT", "--noflush");
        AssertRepairs("Added jump IPv4 filter CONTAINERNET-GUARD", "Added jump IPv4 filter CONTAINERNET-FORWARD");
        var chain = lab.Inside.Run("iptables", "-S", "DOCKER-USER").Split('\n');
        Assert.Equal(["DROP", "CONTAINERNET-GUARD", "CONTAINERNET-FORWARD"], chain.Where(static line => line.StartsWith("-A", StringComparison.Ordinal)).Select(static line => line.Split(' ')[^1]));
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));
    }

    [Fact]
    public void A_jump_in_the_wrong_place_goes_where_it_belongs()
    {
        string[] jump = ["DOCKER-USER", "-m", "comment", "--comment", "containernet:jump", "-j", "CONTAINERNET-FORWARD"];
        lab.Inside.Run(["iptables", "-D", .. jump]);
        lab.Inside.Run(["iptables", "-I", .. jump]);

        AssertRepairs("Changed jump IPv4 filter CONTAINERNET-FORWARD");
        Assert.Equal(_scene.Right, _scene.Rules());
    }

    [Fact]
    public void Rules_of_a_container_that_is_gone_go_and_it_is_forgotten()
    {
        lab.Inside.Docker("rm", "--force", "web");

        AssertRepairs("Removed guard", "Removed publish 18300/tcp", "Removed access 18301/tcp", $"Changed {File}");
        Assert.Empty(RepairScene.Ours(_scene.Rules()));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_hairpin_mode_that_was_turned_off_is_turned_on()
    {
        var veth = lab.Inside.Run("bridge", "link", "show").Split('\n').Single(static line => line.Contains("master docker0", StringComparison.Ordinal)).Split(' ')[1].Split('@')[0].TrimEnd(':');
        lab.Inside.Run("bridge", "link", "set", "dev", veth, "hairpin", "off");

        Assert.Equal([$"Added hairpin {_scene.AddressOf("web")}"], _scene.Repair());
        Assert.Contains("hairpin on", lab.Inside.Run("bridge", "-d", "link", "show", "dev", veth), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_of_the_engine_and_of_the_container_all_is_as_it_was()
    {
        await lab.Lab.Engine.RestartAsync(cancellationToken: TestContext.Current.CancellationToken);
        lab.Inside.Docker("start", "web");

        _scene.Repair();

        Assert.Empty(_scene.Repair());
        Assert.Equal(RepairScene.Ours(_scene.Right), RepairScene.Ours(_scene.Rules()));
        Assert.Equal("web", _scene.Fetch(RepairScene.Hot));
    }

    [Fact]
    public async Task Locks_of_others_are_waited_for()
    {
        lab.Inside.Run("iptables", "-t", "nat", "-F", "CONTAINERNET");
        await using var holder = lab.Inside.Start("flock", "/run/xtables.lock", "flock", "/run/containernet.lock", "sh", "-c", "echo held; sleep 2");
        await holder.WaitForLineAsync("held");

        AssertRepairs("Changed publish 18300/tcp");
        Assert.True(holder.HasExited);
    }

    [Fact]
    public void A_file_that_was_cut_short_is_set_aside_and_what_stands_is_remembered_anew()
    {
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File)[..40]);

        Assert.Equal([$"SetAside {File}"], _scene.Repair());
        Assert.Equal(_scene.Right, _scene.Rules());

        lab.Inside.Run("iptables", "-t", "nat", "-F", "CONTAINERNET");
        AssertRepairs("Changed publish 18300/tcp");
        Assert.Equal(_scene.Right, _scene.Rules());
        foreach (var aside in Directory.GetFiles("/var/lib/containernet", "desired.json.broken-*")) System.IO.File.Delete(aside);
    }

    [Fact]
    public void Without_file_and_rules_the_label_still_says_who_may_get_there()
    {
        System.IO.File.Delete(File);
        lab.Inside.Run("iptables", "-t", "mangle", "-F");
        lab.Inside.Run("iptables", "-t", "nat", "-F", "CONTAINERNET");
        Assert.Equal("web", _scene.Fetch(RepairScene.Restricted));

        AssertRepairs("Changed access 18301/tcp");
        Assert.Equal(("web", "dropped"), (_scene.Fetch(RepairScene.Restricted, "outside77"), _scene.Fetch(RepairScene.Restricted)));
    }

    [Fact]
    public void What_was_lifted_is_not_made_again_from_the_label()
    {
        lab.Session.Invoke("Set-ContainerPort web 18301 -AllowFrom @()").OrThrow();

        Assert.Empty(_scene.Repair());
        Assert.Equal("web", _scene.Fetch(RepairScene.Restricted));
    }

    [Fact]
    public void Without_room_for_the_file_the_rules_are_put_right_all_the_same()
    {
        lab.Inside.Run("iptables", "-D", "DOCKER-USER", "-m", "comment", "--comment", "containernet:jump", "-j", "CONTAINERNET-FORWARD");

        // A file system of its own over the folder, in a mount namespace of its own, filled to the last block.
        var result = lab.Inside.Try("unshare", "--mount", "sh", "-c",
            "mount -t tmpfs -o size=4k tmpfs /var/lib/containernet && head -c 4096 /dev/zero > /var/lib/containernet/full; exec \"$@\"",
            "sh", RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost"), "-Command",
            $"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1")}'; Repair-ContainerNetwork");

        Assert.Contains("No space left", result.Error + result.Output, StringComparison.Ordinal);
        Assert.Equal(_scene.Right, _scene.Rules());
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    /// <summary>Repairs, once with something to do, of which this is a part, and once without; nothing foreign is touched.</summary>
    private void AssertRepairs(params string[] some)
    {
        var foreign = RepairScene.Foreign(_scene.Rules());
        var done = _scene.Repair();
        Assert.All(some, one => Assert.Contains(one, done));
        Assert.Equal(foreign, RepairScene.Foreign(_scene.Rules()));
        Assert.Empty(_scene.Repair());
    }
}
