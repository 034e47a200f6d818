using ContainerNet.ConsoleHost;

return args switch
{
    ["-File", var file, .. var rest] => HostedScript.Run(HostedScript.CallOf(file, rest)),
    ["-Command", var text] => HostedScript.Run(text),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("pshost -File SCRIPT [ARGUMENT...] | pshost -Command TEXT: PowerShell with its core commands, for machines without pwsh.");
    return 2;
}
