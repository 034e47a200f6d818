using System.Diagnostics;

namespace ContainerNet.Benchmarks;

/// <summary>The kernel's part at 10, 100 and 1,000 namespaces, each with a veth pair to a bridge of the host: time for each against ten, and memory.</summary>
internal sealed class NamespaceScale(KernelPart kernel) : IBenchmark
{
    private const int Few = 10;
    private const int Repeats = 10;
    private const int Warming = 500;
    private const double Limit = 1.3;
    private const double MemoryLimit = 64;
    private static readonly int[] s_sizes = [100, 1000];

    public IEnumerable<Measurement> Measure(int pairs)
    {
        using var namespaces = new Namespaces();
        namespaces.Grow(Few);
        string[] all = [.. namespaces.Processes];
        kernel.ProcessorTime(all, Warming);
        var few = Sample(pairs, () => kernel.ProcessorTime(all, Repeats));
        foreach (var size in s_sizes)
        {
            namespaces.Grow(size);
            all = [.. namespaces.Processes];
            kernel.ProcessorTime(all, 1);
            yield return Measurement.Ratio(
                $"kernel part, us each of {size} / of {Few}", Sample(pairs, () => kernel.ProcessorTime(all, Math.Max(Few * Repeats / size, 1))), few, Limit);
            var (bytes, interfaces) = kernel.Allocate(all);
            yield return Measurement.Plain($"allocated for each of {size} namespaces", [bytes / 1024.0 / size], "KiB", null);
            yield return Measurement.Plain($"allocated for each of {interfaces} interfaces", [bytes / 1024.0 / interfaces], "KiB", null);
            yield return Measurement.Plain($"allocated for {size} namespaces in all", [bytes / 1024.0 / 1024], "MiB", MemoryLimit);
            yield return Measurement.Plain($"resident for {size} namespaces, growth", [Growth(() => kernel.Time(all, 1))], "MiB", MemoryLimit);
        }
    }

    private static double[] Sample(int times, Func<double> take) => [.. Enumerable.Range(0, times).Select(_ => take())];

    /// <summary>How many MiB more the process holds after an action.</summary>
    private static double Growth(Action action)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.WorkingSet64;
        action();
        self.Refresh();
        return Math.Max(self.WorkingSet64 - before, 0) / 1024.0 / 1024;
    }

    /// <summary>Processes, each in a network namespace of its own, and the bridge they hang on; all gone with this object.</summary>
    private sealed class Namespaces : IDisposable
    {
        private const string Bridge = "bench-bridge";

        private readonly List<Process> _processes = [];

        public Namespaces() => Ip([$"link add {Bridge} type bridge"]);

        public IEnumerable<string> Processes => _processes.Select(static process => $"{process.Id}");

        public void Grow(int size)
        {
            var added = new List<int>();
            while (_processes.Count < size)
            {
                _processes.Add(Process.Start("unshare", ["--net", "sleep", "3600"]));
                added.Add(_processes[^1].Id);
            }

            // unshare becomes sleep once it has its namespace.
            foreach (var id in added)
                while (File.ReadAllText($"/proc/{id}/comm") != "sleep\n") Thread.Sleep(1);
            Ip(added.Select(static id => $"link add bench{id} type veth peer name eth0 netns {id}\nlink set bench{id} master {Bridge}"));
        }

        public void Dispose()
        {
            foreach (var process in _processes)
            {
                process.Kill();
                process.WaitForExit();
                process.Dispose();
            }

            Ip([$"link delete {Bridge}"]);
        }

        private static void Ip(IEnumerable<string> batch)
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", ["-batch", "-"]) { RedirectStandardInput = true })!;
            ip.StandardInput.Write(string.Join('\n', batch) + "\n");
            ip.StandardInput.Close();
            ip.WaitForExit();
            if (ip.ExitCode != 0) throw new InvalidOperationException($"ip -batch ended with {ip.ExitCode}.");
        }
    }
}
