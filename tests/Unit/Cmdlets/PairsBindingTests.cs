using System.Collections;
using Xunit;

namespace ContainerNet.Unit.Cmdlets;

public sealed class PairsBindingTests : IClassFixture<BindingSession>, IDisposable
{
    private const string Here = "CONTAINERNET_TEST_HERE";
    private const string Absent = "CONTAINERNET_TEST_ABSENT";

    private readonly BindingSession _session;

    public PairsBindingTests(BindingSession session)
    {
        _session = session;
        Environment.SetEnvironmentVariable(Here, "a b");
    }

    [Theory]
    [InlineData("A=1", "A=1")]
    [InlineData("A=1,B=2", "A=1|B=2")]
    [InlineData("@{ A = 1 }", "A=1")]
    [InlineData("([ordered]@{ B = 1; A = 'x y' })", "B=1|A=x y")]
    [InlineData("@{ A = '' }", "A=")]
    [InlineData("@{ A = 1.5 }", "A=1.5")]
    [InlineData("@{ A = 'b=c' }, 'D=e'", "A=b=c|D=e")]
    [InlineData("([System.Collections.DictionaryEntry]::new('A', 'b'))", "A=b")]
    [InlineData(Here, Here + "=a b")]
    [InlineData("@{ " + Here + " = $null }", Here)]
    [InlineData(Absent, Absent)]
    public void Variables_of_each_form_become_texts(string argument, string expected) =>
        Assert.Equal(expected, string.Join('|', _session.Bind($"Test-InputBinding -Environment {argument}").Environment!));

    [Theory]
    [InlineData("app", "app")]
    [InlineData("app=web,tier=1", "app=web|tier=1")]
    [InlineData("@{ app = 'web' }", "app=web")]
    [InlineData(Here, Here)]
    public void Labels_of_each_form_become_texts(string argument, string expected) =>
        Assert.Equal(expected, string.Join('|', _session.Bind($"Test-InputBinding -Label {argument}").Label!));

    [Theory]
    [InlineData("web:10.0.0.1", "web:10.0.0.1")]
    [InlineData("@{ web = '::1' }", "web=::1")]
    public void Hosts_of_each_form_become_texts(string argument, string expected) =>
        Assert.Equal(expected, string.Join('|', _session.Bind($"Test-InputBinding -AddHost {argument}").AddHost!));

    [Fact]
    public void A_host_configuration_becomes_plain_values()
    {
        var config = _session.Bind("""
            $list = & { 'a'; 'b' }
            Test-InputBinding -HostConfig @{ Memory = '512m'; Tmpfs = @{ '/run' = 'size=1m' }; GroupAdd = $list; Ulimits = @(@{ Name = 'nofile'; Soft = 1 }, [pscustomobject]@{ Name = 'core'; Soft = 0 }) }
            """).HostConfig as IReadOnlyDictionary<string, object?>;

        Assert.Equal("512m", config!["memory"]);
        Assert.Equal("size=1m", Assert.IsType<Dictionary<string, object?>>(config["Tmpfs"])["/run"]);
        Assert.Equal(["a", "b"], Assert.IsType<object?[]>(config["GroupAdd"]));
        Assert.Equal(["nofile", "core"], Assert.IsType<object?[]>(config["Ulimits"]).Select(limit => ((IDictionary)limit!)["name"]));
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Here, null);
}
