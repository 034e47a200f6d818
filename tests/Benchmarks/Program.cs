using System.Globalization;
using ContainerNet.Benchmarks;

var pairs = args is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 20;
using var session = new BenchSession();
Console.WriteLine(Measurement.Header);
var held = true;
foreach (var run in Suite.Runs(session))
{
    var measurement = run.Measure(pairs);
    Console.WriteLine(measurement);
    held &= measurement.Holds;
}

return held ? 0 : 1;
