using System.Text;
using ContainerNet.Services;
using ContainerNet.Services.Publishing;
using Xunit;

namespace ContainerNet.Unit.Publishing;

public sealed class DesiredStateTests : IDisposable
{
    private static readonly DesiredContainer s_web = new(
        new string('a', 64), "unix:///run/docker.sock", new string('b', 64),
        PortForward.From(PublishParser.ParseAll(["8080:80", "192.0.2.1:9000-9010:90-100/udp", "[2001:db8::1]:53:53/udp", "8101:80", "8102:80", "8103:80"])),
        [new("", new(8080, 8080), "tcp", ["10.0.0.0/8", "2001:db8::/32"])]);

    private readonly string _folder = Directory.CreateTempSubdirectory("containernet-desired-").FullName;

    private string File => Path.Combine(_folder, "state", "desired.json");

    [Fact]
    public void What_was_written_is_read()
    {
        new DesiredState(File).Write([s_web]);

        var read = Assert.Single(new DesiredState(File).Read());

        Assert.Equal((s_web.Id, s_web.Engine, s_web.Donor), (read.Id, read.Engine, read.Donor));
        Assert.Equal(s_web.Ports, read.Ports);
        Assert.Equal(s_web.Access[0].AllowFrom, read.Access[0].AllowFrom);
        Assert.Equal(s_web.Access[0].Port, read.Access[0].Port);
    }

    [Fact]
    public void Ports_that_were_published_one_after_the_other_are_not_taken_for_one_range()
    {
        PortForward[] ports = [.. PortForward.Parse("8080:80"), .. PortForward.Parse("8081:80"), .. PortForward.Parse("8082:82,8083:83"), .. PortForward.Parse("8084:80,8085:80")];
        new DesiredState(File).Write([s_web with { Ports = ports }]);

        Assert.Equal(
            ["8080/tcp", "8081/tcp", "8082-8083/tcp", "8084-8085/tcp"],
            Assert.Single(new DesiredState(File).Read()).Ports.Select(static port => port.Port));
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        new DesiredState(File).Write([s_web]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(["desired.json"], Directory.EnumerateFiles(Path.GetDirectoryName(File)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Without_containers_there_is_no_file()
    {
        var state = new DesiredState(File);
        state.Write([s_web]);

        state.Update(s_web.Id, static _ => null);

        Assert.False(state.Exists);
        Assert.Empty(state.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"version\":2,\"checksum\":\"\",\"containers\":[]}")]
    [InlineData("{\"version\":1,\"checksum\":\"00\",\"containers\":[]}")]
    [InlineData("\0\0\0\0")]
    public void A_file_that_cannot_be_trusted_is_set_aside_and_said(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
        var state = new DesiredState(File);

        Assert.Empty(state.Read());

        Assert.False(state.Exists);
        Assert.Equal(text, System.IO.File.ReadAllText(state.SetAside!));
    }

    [Fact]
    public void Wherever_a_file_is_cut_short_or_changed_it_is_not_used()
    {
        var whole = DesiredStateText.Print([s_web]);
        for (var length = 0; length < whole.Length - 1; length++) Refused(whole[..length]);
        for (var at = 0; at < whole.Length - 1; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            Refused(changed);
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_an_error_and_the_old_file_stands()
    {
        var state = new DesiredState("/proc/containernet/desired.json");

        Assert.Equal(ErrorId.DesiredStateFailed, Assert.Throws<ContainerNetException>(() => state.Write([s_web])).Id);
    }

    [Theory]
    [InlineData("8080", 8080, 8080, "10.0.0.0/8")]
    [InlineData("8000-8100", 8050, 8050, "192.0.2.0/24")]
    public void What_is_said_of_a_port_takes_the_place_of_what_was_said_before(string ports, int first, int last, string source)
    {
        var range = PortRange.Parse(ports)!.Value;
        var before = s_web with { Access = [new("", range, "tcp", ["198.51.100.0/24"])] };

        var after = before.With(new("", new(first, last), "tcp", [source]));

        Assert.All(range.Ports, port => Assert.Single(after.Access, access => access.Host.Overlaps(PortRange.One(port))));
        Assert.Equal([source], after.Access.Single(access => access.Host.First == first).AllowFrom);
        Assert.Equal(range.Count > 1 ? 2 : 0, after.With(new("", new(first, last), "tcp", [])).Access.Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Refused(byte[] bytes)
    {
        var folder = Path.Combine(_folder, "one");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "desired.json");
        System.IO.File.WriteAllBytes(file, bytes);
        var state = new DesiredState(file);
        var read = state.Read();
        Assert.True(read.Count == 0 && state.SetAside is not null, Encoding.UTF8.GetString(bytes));
        System.IO.File.Delete(state.SetAside!);
    }
}
