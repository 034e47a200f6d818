using System.Text.Json;
using ContainerNet.LabKit;
using ContainerNet.Tests;
using Xunit;

namespace ContainerNet.Lab.Modes;

/// <summary>What is typed behind <c>--</c>, as the engine's inspect shows it.</summary>
public sealed class CommandLineTests(LabFixture lab) : IDisposable
{
    public static TheoryData<string, string> Commands => [.. ShellCommands.All];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_shell_command_reaches_the_engine_word_by_word(string command, string words)
    {
        var made = lab.Session.Invoke($"New-BridgedContainer busybox -User me -Publish 80 -NoStart -- {command}");

        Assert.Equal(words.Split('|'), CommandOf($"{made.Property("Id")}"));
    }

    [Theory]
    [InlineData("New-ClosedContainer busybox")]
    [InlineData("New-HostContainer busybox")]
    [InlineData("Join-ContainerNetwork busybox -Container donor")]
    public void Every_cmdlet_takes_it_so(string cmdlet)
    {
        lab.Inside.Docker("run", "--detach", "--name", "donor", LabImages.Busybox, "sleep", "100");

        var made = lab.Session.Invoke($"{cmdlet} -NoStart -- nc -u -c -v -l -e -n -r 0053 ro,noexec");

        Assert.Equal(["nc", "-u", "-c", "-v", "-l", "-e", "-n", "-r", "0053", "ro,noexec"], CommandOf($"{made.Property("Id")}"));
    }

    public void Dispose() => lab.RemoveAllContainers();

    private string[] CommandOf(string id) => JsonSerializer.Deserialize<string[]>(lab.Inside.Docker("inspect", "--format", "{{json .Config.Cmd}}", id))!;
}
