using System.Buffers.Text;
using System.Text;

namespace ContainerNet.Linux.Proc;

/// <summary>The interfaces by which a process' network namespace reaches everything else, as <c>net/route</c> and <c>net/ipv6_route</c> tell them (proc_net(5)).</summary>
internal static class DefaultRoutes
{
    // linux/route.h
    private const uint RTF_REJECT = 0x0200;

    /// <summary>The interface of the IPv4 default route, of the one with the smallest metric where there are several; empty where there is none.</summary>
    /// <exception cref="KernelException">The process is gone.</exception>
    public static string ReadIPv4(ProcessDirectory process) => Read(process, "net/route", static fields => (
        fields.Count >= 8 && fields[1].All(IsZero) && fields[7].All(IsZero) && (Hex(fields[3]) & RTF_REJECT) == 0, fields[0], Decimal(fields, 6)));

    /// <summary>The same for IPv6.</summary>
    /// <exception cref="KernelException">The process is gone.</exception>
    public static string ReadIPv6(ProcessDirectory process) => Read(process, "net/ipv6_route", static fields => (
        fields.Count >= 10 && fields[0].All(IsZero) && fields[1].All(IsZero) && (Hex(fields[8]) & RTF_REJECT) == 0 && fields[9] != "lo", fields[9], Hex(fields[5])));

    private static string Read(ProcessDirectory process, string name, Func<IReadOnlyList<string>, (bool IsDefault, string Interface, uint Metric)> parse)
    {
        try
        {
            using var file = ProcFile.Read(process, name);
            return Encoding.ASCII.GetString(file.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .Where(static fields => fields.Length >= 8 && fields[0] != "Iface")
                .Select(fields => parse(fields)).Where(static route => route.IsDefault)
                .OrderBy(static route => route.Metric).FirstOrDefault().Interface ?? "";
        }
        catch (KernelException exception) when (exception.Errno == Errno.ENOENT)
        {
            // A kernel without that family. A process that died shows in the next read of its namespaces.
            return "";
        }
    }

    private static bool IsZero(char digit) => digit == '0';

    private static uint Decimal(IReadOnlyList<string> fields, int index) =>
        fields.Count > index && uint.TryParse(fields[index], out var number) ? number : uint.MaxValue;

    private static uint Hex(string text) =>
        Utf8Parser.TryParse(Encoding.ASCII.GetBytes(text), out uint value, out _, 'x') ? value : throw KernelException.FromErrno("/proc/net", Errno.EBADMSG);
}
