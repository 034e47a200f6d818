using System.Globalization;
using System.Runtime.Loader;
using ContainerNet.Benchmarks;

// ContainerNet.Benchmarks [PAIRS] [AREA...]: 20 pairs of everything where nothing is said.
var pairs = args.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(number => number > 0, 20);
var areas = args.Where(Suite.Areas.ContainsKey).DefaultIfEmpty().SelectMany(area => area is null ? Suite.Areas.Values : [Suite.Areas[area]]);
using var session = new BenchSession();

// The benchmarks that call past the cmdlets call the assembly that the session has imported.
AssemblyLoadContext.Default.Resolving += (_, name) => Array.Find(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == name.Name);
Console.WriteLine($"{pairs} pairs; load average {File.ReadAllText("/proc/loadavg").Trim()}");
Console.WriteLine(Measurement.Header);
var held = true;
foreach (var measurement in areas.SelectMany(area => area(session)).SelectMany(benchmark => benchmark.Measure(pairs)))
{
    Console.WriteLine(measurement);
    held &= measurement.Holds;
}

Console.WriteLine($"load average {File.ReadAllText("/proc/loadavg").Trim()}");
return held ? 0 : 1;
