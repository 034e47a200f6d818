using System.Diagnostics;

namespace ContainerNet.LabKit;

/// <summary>The words of the command line.</summary>
internal sealed class Commands(LabNames names, CancellationToken cancellationToken)
{
    private const string Usage = """
        labkit up [--ip-forward] [-- ARGUMENT...]   make the lab; the arguments are dockerd's
        labkit down                                 take it away
        labkit run -- ARGV...                       run a command in the lab's network, with DOCKER_HOST set
        labkit outside -- ARGV...                   run a command on the host elsewhere
        labkit with [--ip-forward] -- ARGV...       up, run, and down whatever happens
        labkit mirror PORT                          tell each client, by TCP and UDP, the address it comes from
        The environment's CONTAINERNET_LAB names the lab; cn-lab where it does not.
        """;

    public async Task<int> RunAsync(string[] arguments)
    {
        var split = Array.IndexOf(arguments, "--");
        string[] options = split < 0 ? arguments : arguments[..split];
        string[] rest = split < 0 ? [] : arguments[(split + 1)..];
        var forward = options.Skip(1).ToArray() is ["--ip-forward"];
        switch (options)
        {
            case ["up"] or ["up", "--ip-forward"]:
                await Lab.UpAsync(names, new LabOptions { IpForward = forward, EngineArguments = rest }, cancellationToken);
                Console.WriteLine($"{names.Name} is up: DOCKER_HOST={names.DockerHost}");
                return 0;
            case ["down"]:
                await Lab.DownAsync(names, cancellationToken);
                return 0;
            case ["run"] when rest.Length > 0:
                return await ChildAsync(Lab.Attach(names).Inside, rest);
            case ["outside"] when rest.Length > 0:
                return await ChildAsync(Lab.Attach(names).Outside, rest);
            case ["with"] or ["with", "--ip-forward"] when rest.Length > 0:
                return await WithAsync(new LabOptions { IpForward = forward, Owned = true }, rest);
            case ["mirror", var port] when int.TryParse(port, out var number):
                await Mirror.RunAsync(number, cancellationToken);
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private async Task<int> WithAsync(LabOptions options, string[] argv)
    {
        var lab = await Lab.UpAsync(names, options, cancellationToken);
        try
        {
            return await ChildAsync(lab.Inside, argv);
        }
        finally
        {
            await Lab.DownAsync(names, CancellationToken.None);
        }
    }

    private async Task<int> ChildAsync(NamespaceTools tools, string[] argv)
    {
        string[] words = tools.Enter(argv);
        var start = new ProcessStartInfo(words[0], words[1..]);
        start.Environment["DOCKER_HOST"] = names.DockerHost;
        start.Environment.Remove("DOCKER_CONTEXT");
        start.Environment[LabNames.Variable] = names.Name;
        using var child = Process.Start(start)!;
        try
        {
            await child.WaitForExitAsync(cancellationToken);
            return child.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await EndAsync(child);
            throw;
        }
    }

    /// <summary>A child at a terminal has had the Ctrl+C too; one that has not, gets a SIGTERM, and a while for its own end.</summary>
    private static async Task EndAsync(Process child)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await Tool.RunAsync(["busybox", "kill", "-TERM", $"{child.Id}"], cancellationToken: limit.Token);
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
        }
    }
}
