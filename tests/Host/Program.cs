using ContainerNet.ConsoleHost;

// The pipe by which another PowerShell could look into this one would be left behind by a host that is killed (about_Environment_Variables).
Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
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
