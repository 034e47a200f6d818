using ContainerNet.Runtime;

// Our own word, which no engine says.
if (args is ["--containernet-version"])
{
    using var output = new FileStream("/dev/stdout", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
    output.Write(System.Text.Encoding.UTF8.GetBytes($"{typeof(CommandLine).Assembly.GetName().Version!.ToString(3)}\n"));
    return 0;
}

var line = CommandLine.Parse(args);
try
{
    if (line.Command == "create") Creation.Prepare(line.Bundle);
    WrappedRuntime.Become();
    return 0;
}
catch (RuntimeException refusal)
{
    ErrorLog.Write(line, refusal.Message);
    return 1;
}
catch (Exception fault)
{
    // Fails closed: a container that would not be what was promised is not made.
    ErrorLog.Write(line, $"a fault of containernet-runtime: {fault.GetType().Name}: {fault.Message}");
    return 1;
}
