using ContainerNet.Lab.Guard;
using ContainerNet.LabKit;
using Xunit;

namespace ContainerNet.Lab.Faults;

/// <summary>Publishing while something goes wrong: what was there before is there afterwards, and a second try does it.</summary>
public sealed class PublishFaultTests : IDisposable
{
    private const string Target = $"{Addresses.Lab4}:18100";
    private readonly LabFixture _lab;

    public PublishFaultTests(LabFixture lab)
    {
        _lab = lab;
        lab.Session.Invoke("param($Command) New-BridgedContainer busybox -Name web -Command $Command", [Pages.Server("web")]).OrThrow();
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("before")]
    [InlineData("between")]
    [InlineData("after")]
    public async Task A_session_that_is_killed_leaves_nothing_that_a_second_try_does_not_put_right(string step)
    {
        var folder = Directory.CreateTempSubdirectory("containernet-killed-").FullName;
        try
        {
            var (before, foreign) = (FirewallText.Rules(_lab), FirewallText.Rules(_lab).Where(static line => !line.Contains("CONTAINERNET", StringComparison.Ordinal)).ToArray());
            await KillAsync(step, folder);
            Assert.Equal(foreign, FirewallText.Rules(_lab).Where(static line => !line.Contains("CONTAINERNET", StringComparison.Ordinal)));
            Assert.Equal(step is "between" or "after", FirewallText.Rules(_lab).Length > before.Length);

            if (step == "after") _lab.Session.Invoke("Unpublish-ContainerPort web 18100").OrThrow();
            _lab.Session.Invoke("Publish-ContainerPort web 18100:80 -AllowFrom 10.77.0.0/24").OrThrow();
            Assert.Equal("web", Pages.Fetch(_lab, "outside", Target, 15));

            _lab.Session.Invoke("Unpublish-ContainerPort web 18100").OrThrow();
            Assert.Equal(before, FirewallText.Rules(_lab));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("before")]
    [InlineData("between")]
    [InlineData("after")]
    public async Task What_a_session_was_asked_for_that_is_killed_a_repair_brings_about(string step)
    {
        var folder = Directory.CreateTempSubdirectory("containernet-killed-").FullName;
        try
        {
            var before = FirewallText.Rules(_lab);
            await KillAsync(step, folder);

            _lab.Session.Invoke("Repair-ContainerNetwork").OrThrow();

            Assert.Equal("web", Pages.Fetch(_lab, "outside", Target, 15));
            Assert.Empty(_lab.Session.Invoke("Repair-ContainerNetwork").OrThrow());
            _lab.Session.Invoke("Unpublish-ContainerPort web 18100").OrThrow();
            Assert.Equal(before, FirewallText.Rules(_lab));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_container_that_ends_while_its_port_is_published_leaves_no_rule_and_no_memory()
    {
        var folder = Directory.CreateTempSubdirectory("containernet-ended-").FullName;
        try
        {
            var before = FirewallText.Rules(_lab);
            await using (var session = StartWith("xtables-nft-multi iptables-restore \"$@\"; docker kill web; docker wait web", folder))
            {
                await session.EndedAsync();
                Assert.Contains("are gone: it has ended meanwhile", session.Error + session.Output, StringComparison.Ordinal);
                Assert.DoesNotContain("The namespaces of The", session.Error + session.Output, StringComparison.Ordinal);
            }

            Assert.Equal(before, FirewallText.Rules(_lab));
            Assert.False(File.Exists("/var/lib/containernet/desired.json"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Without_room_for_what_is_to_be_remembered_nothing_is_published()
    {
        var before = FirewallText.Rules(_lab);

        // A file system of its own over the folder, in a mount namespace of its own, filled to the last block.
        var result = _lab.Inside.Try("unshare", "--mount", "sh", "-c",
            "mkdir -p /var/lib/containernet && mount -t tmpfs -o size=4k tmpfs /var/lib/containernet && head -c 4096 /dev/zero > /var/lib/containernet/full; exec \"$@\"",
            "sh", Executable, "-Command", Script("Publish-ContainerPort web 18100:80 -ErrorAction Stop"));

        Assert.Contains("No space left", result.Error + result.Output, StringComparison.Ordinal);
        Assert.Equal(before, FirewallText.Rules(_lab));
    }

    [Fact]
    public async Task A_lock_held_by_another_process_is_waited_for()
    {
        await using var holder = _lab.Inside.Start("flock", "/run/containernet.lock", "sh", "-c", "echo held; sleep 2");
        await holder.WaitForLineAsync("held");

        _lab.Session.Invoke("Publish-ContainerPort web 18100:80").OrThrow();

        Assert.Equal("web", Pages.Fetch(_lab, "outside", Target, 15));
    }

    [Fact]
    public void Rules_that_were_flushed_are_no_hindrance_for_taking_the_port_away_and_publishing_it_again()
    {
        _lab.Session.Invoke("Publish-ContainerPort web 18100:80").OrThrow();
        _lab.Inside.Run("iptables", "-t", "nat", "-F", "CONTAINERNET");
        _lab.Inside.Run("iptables", "-D", "DOCKER-USER", "-m", "comment", "--comment", "containernet:jump", "-j", "CONTAINERNET-FORWARD");

        _lab.Session.Invoke("Unpublish-ContainerPort web 18100; Publish-ContainerPort web 18100:80").OrThrow();

        Assert.Equal("web", Pages.Fetch(_lab, "outside", Target, 15));
    }

    public void Dispose()
    {
        _lab.Session.Invoke("Get-Container | Remove-Container -Force");
        _lab.RemoveAllContainers();
    }

    private static string Executable => RepositoryRoot.Combine("artifacts", "bin", "ContainerNet.Host", "release", "pshost");

    private static string Script(string script) => $"Import-Module '{RepositoryRoot.Combine("ContainerNet.psd1")}'; {script}";

    /// <summary>Runs the cmdlet where iptables-restore does not wait for its script, applies nothing of it, its first table, or all, and then hangs; and kills the cmdlet there.</summary>
    private async Task KillAsync(string step, string folder)
    {
        var mark = Path.Combine(folder, "reached");
        await using var session = StartWith("""
            case "$STEP" in
            before) head -c 1 > /dev/null ;;
            between) sed '/^COMMIT/q' | xtables-nft-multi iptables-restore --noflush ;;
            after) xtables-nft-multi iptables-restore "$@" ;;
            esac
            echo $$ > "$MARK.new" && mv "$MARK.new" "$MARK"
            exec sleep 60
            """, folder, $"STEP={step}", $"MARK={mark}");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(mark) || session.HasExited, TimeSpan.FromSeconds(30)));
        Assert.True(File.Exists(mark), session.Error + session.Output);
        var hanging = (await File.ReadAllTextAsync(mark)).Trim();
        await session.StopAsync("KILL");
        _lab.Inside.Run("busybox", "kill", "-KILL", hanging);
    }

    /// <summary>Runs the cmdlet in a mount namespace of its own, where iptables-restore is this script.</summary>
    private BackgroundTool StartWith(string restore, string folder, params string[] environment)
    {
        File.WriteAllText(Path.Combine(folder, "iptables-restore"), $"#!/bin/sh\n{restore}\n");
        return _lab.Inside.Start(["unshare", "--mount", "env", $"DOCKER_HOST={_lab.Lab.Names.DockerHost}", .. environment, "sh", "-c",
            $"mkdir {folder}/over && mount -t tmpfs tmpfs {folder}/over && mkdir {folder}/over/upper {folder}/over/work && cp {folder}/iptables-restore {folder}/over/upper/ && " +
            $"chmod +x {folder}/over/upper/iptables-restore && mount -t overlay overlay -o lowerdir=/usr/sbin,upperdir={folder}/over/upper,workdir={folder}/over/work /usr/sbin && exec \"$@\"",
            "sh", Executable, "-Command", Script("Publish-ContainerPort web 18100:80 -AllowFrom 10.77.0.0/24")]);
    }
}
