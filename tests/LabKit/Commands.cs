using System.Globalization;
using System.Net;

namespace ContainerNet.LabKit;

/// <summary>The words of the command line.</summary>
internal sealed class Commands(LabNames names, CancellationToken cancellationToken)
{
    private const string Usage = """
        labkit up [--ip-forward] [--owner PID] [-- ARGUMENT...]   make the lab; the arguments are dockerd's
        labkit down                                               take it away
        labkit run -- ARGV...                                     run a command on the lab's host, with DOCKER_HOST set
        labkit outside -- ARGV...                                 run a command on the host elsewhere
        labkit with [--ip-forward] -- ARGV...                     up, run, and down whatever happens
        labkit syn LINK MAC FROM TO PORT                          send one crafted SYN onto the cable and tell what comes back
        labkit tcx LINK ingress|egress                            drop every packet there, by a program of tcx, while this runs
        labkit mirror PORT                                        tell each client, by TCP and UDP, the address it comes from
        labkit agent PORT...                                      answer on these ports, and send what lines on standard input say
        labkit call ADDRESS PORT COUNT ENOUGH                     send up to COUNT datagrams, and print answers until there are ENOUGH
        labkit list FILE                                          write down what is on the machine: files, mounts, cgroups, links, rules
        labkit compare FILE                                       say what has changed since; fails where a lab's things have appeared
        The environment's CONTAINERNET_LAB names the lab; cn-lab where it does not.
        """;

    public async Task<int> RunAsync(string[] arguments)
    {
        var split = Array.IndexOf(arguments, "--");
        string[] words = split < 0 ? arguments : arguments[..split];
        string[] rest = split < 0 ? [] : arguments[(split + 1)..];
        switch (words)
        {
            case ["up", .. var options] when Parse(options) is { } how:
                await Lab.UpAsync(names, how with { EngineArguments = rest }, cancellationToken);
                Console.WriteLine($"{names.Name} is up: DOCKER_HOST={names.DockerHost}");
                return 0;
            case ["down"]:
                // A second Ctrl+C, while the first is being answered, must not leave half a lab.
                await Lab.DownAsync(names, CancellationToken.None);
                return 0;
            case ["run"] when rest.Length > 0:
                return await new Guest(names).RunAsync(Lab.Attach(names).Engine.Enter(rest), cancellationToken);
            case ["outside"] when rest.Length > 0:
                return await new Guest(names).RunAsync(Lab.Attach(names).Outside.Enter(rest), cancellationToken);
            case ["with", .. var options] when rest.Length > 0 && Parse(options) is { } how:
                return await WithAsync(how with { Owner = Environment.ProcessId }, rest);
            case ["mirror", var port] when int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                await Mirror.RunAsync(number, cancellationToken);
                return 0;
            case ["agent", .. var ports]:
                await Agent.RunAsync([.. ports.Select(static word => int.Parse(word, CultureInfo.InvariantCulture))], cancellationToken);
                return 0;
            case ["call", var address, var port, var count, var enough] when IPAddress.TryParse(address, out var whom):
                int[] numbers = [.. new[] { port, count, enough }.Select(static word => int.Parse(word, CultureInfo.InvariantCulture))];
                await Caller.RunAsync(whom, numbers[0], numbers[1], numbers[2], cancellationToken);
                return 0;
            case ["tcx", var link, "ingress" or "egress"]:
                await TcxDrop.RunAsync(link, words[2] == "egress", cancellationToken);
                return 0;
            case ["list", var file]:
                await File.WriteAllLinesAsync(file, await MachineListing.TakeAsync(cancellationToken), cancellationToken);
                return 0;
            case ["compare", var file]:
                return await CompareAsync(await File.ReadAllLinesAsync(file, cancellationToken));
            case ["syn", var link, var mac, var from, var to, var port] when int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                Console.WriteLine(SynProbe.Run(link, mac, from, to, number));
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static LabOptions? Parse(string[] options) => options switch
    {
        [] => new LabOptions(),
        ["--ip-forward", .. var rest] => Parse(rest) is { } how ? how with { IpForward = true } : null,
        ["--owner", var owner, .. var rest] when int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) =>
            Parse(rest) is { } how ? how with { Owner = id } : null,
        _ => null,
    };

    private async Task<int> WithAsync(LabOptions options, string[] argv)
    {
        var lab = await Lab.UpAsync(names, options, cancellationToken);
        try
        {
            return await new Guest(names).RunAsync(lab.Engine.Enter(argv), cancellationToken);
        }
        finally
        {
            await Lab.DownAsync(names, CancellationToken.None);
        }
    }

    private async Task<int> CompareAsync(string[] before)
    {
        var after = await MachineListing.TakeAsync(cancellationToken);
        string[] appeared = [.. after.Except(before)];
        foreach (var line in appeared) Console.WriteLine("+ " + line);
        foreach (var line in before.Except(after)) Console.WriteLine("- " + line);
        // Others are at work on the machine too: only what bears our name is surely ours. What went may be a killed run's lab, taken away by `up`.
        string[] ours = [names.Name, names.Outside, "containernet"];
        return appeared.Any(line => ours.Any(name => line.Contains(name, StringComparison.OrdinalIgnoreCase))) ? 1 : 0;
    }
}
