using Xunit;

namespace ContainerNet.Lab.Runtime;

/// <summary>
/// Holds the OCI runtime where the engine has called it to create a container, before it has read anything: the engine has looked at the donor
/// by then, and does not look again. A script stands in its place until this is disposed of.
/// </summary>
internal sealed class HeldCreation : IDisposable
{
    private const string Real = RuntimeScene.Executable + ".real";
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly string _called;
    private readonly string _go;

    public HeldCreation(LabFixture lab)
    {
        _called = Path.Combine(lab.Lab.Names.RunFolder, "called");
        _go = Path.Combine(lab.Lab.Names.RunFolder, "go");
        foreach (var file in (string[])[_called, _go]) File.Delete(file);
        File.Move(RuntimeScene.Executable, Real);
        File.WriteAllText(RuntimeScene.Executable, $"""
            #!/bin/sh
            case " $* " in *" create "*)
                echo "$@" > {_called}.new && mv {_called}.new {_called}
                i=0; while [ ! -e {_go} ] && [ $i -lt 600 ]; do i=$((i + 1)); sleep 0.05; done ;;
            esac
            exec {Real} "$@"

            """);
        File.SetUnixFileMode(RuntimeScene.Executable, File.GetUnixFileMode(Real));
    }

    /// <summary>Waits for the call, and returns the bundle's config.json.</summary>
    public async Task<string> WaitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_longest);
        while (!File.Exists(_called)) await Task.Delay(20, limit.Token);
        var words = (await File.ReadAllTextAsync(_called, limit.Token)).Split(' ', '\n');
        return Path.Combine(words[Array.IndexOf(words, "--bundle") + 1], "config.json");
    }

    public void Release() => File.WriteAllText(_go, "");

    public void Dispose()
    {
        // What has been called still looks for it.
        Release();
        File.Move(Real, RuntimeScene.Executable, overwrite: true);
    }
}
