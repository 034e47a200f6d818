using System.Runtime.InteropServices;
using ContainerNet.LabKit;

using var stop = new CancellationTokenSource();
var interrupted = 0;
PosixSignalRegistration[] signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, Interrupt))];
try
{
    return await new Commands(new LabNames(), stop.Token).RunAsync(args);
}
catch (OperationCanceledException) when (interrupted != 0)
{
    return 128 + interrupted;
}
catch (LabException exception)
{
    await Console.Error.WriteLineAsync("labkit: " + exception.Message);
    return 1;
}
finally
{
    foreach (var signal in signals) signal.Dispose();
}

void Interrupt(PosixSignalContext context)
{
    context.Cancel = true;
    interrupted = context.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, _ => 15 };
    stop.Cancel();
}
