using System.Text.Json;
using ContainerNet.LabKit;
using ContainerNet.Tests;
using Xunit;

namespace ContainerNet.Lab.Publishing;

/// <summary>Each text of publish.tsv, through the docker CLI and through the cmdlet, as the engine's inspect shows what came of it.</summary>
public sealed class PublishTableTests(LabFixture lab) : IDisposable
{
    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            // What the module refuses on purpose is taken by some versions of the CLI and refused by others.
            foreach (var (text, expected, comparison) in PublishTable.Rows().Where(row => row.Comparison != "stricter")) data.Add(text, expected, comparison);
            return data;
        }
    }

    public static TheoryData<string, string> Expected
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (text, expected, _) in PublishTable.Rows()) data.Add(text, expected);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_docker_CLI_does_what_the_table_says(string text, string expected, string comparison)
    {
        var created = lab.Inside.Try("docker", "create", "--publish", text, LabImages.Busybox, "true");
        var seen = created.ExitCode == 0 ? Bindings(created.Text) : PublishTable.Error;

        // An older CLI takes IPv6 addresses in brackets only; the table has the newer one's answer.
        string[] wanted = comparison switch
        {
            "same" => [PublishTable.Sorted(expected)],
            "newer" => [PublishTable.Sorted(expected), PublishTable.Error],
            _ => [PublishTable.Error],
        };
        Assert.Contains(seen, wanted);
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void The_cmdlet_does_what_the_table_says(string text, string expected)
    {
        var made = lab.Session.Invoke($"param($text) New-BridgedContainer {LabImages.Busybox} -NoStart -Publish $text -- true", text);

        if (expected == PublishTable.Error) Assert.Equal(["PublishInvalid"], made.ErrorIds);
        else Assert.Equal(PublishTable.Sorted(expected), Bindings($"{made.Property("Id")}"));
    }

    public void Dispose() => lab.RemoveAllContainers();

    private string Bindings(string id)
    {
        using var json = JsonDocument.Parse(lab.Inside.Docker("inspect", "--format", "{{json .HostConfig.PortBindings}}", id.Trim()));
        return PublishTable.Print(json.RootElement.EnumerateObject().SelectMany(port => port.Value.EnumerateArray().Select(binding =>
            (port.Name, binding.GetProperty("HostIp").GetString()!, binding.GetProperty("HostPort").GetString()!))));
    }
}
