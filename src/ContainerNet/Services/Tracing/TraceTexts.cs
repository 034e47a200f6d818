using System.Globalization;
using ContainerNet.Resources;

namespace ContainerNet.Services.Tracing;

/// <summary>Why a packet ended where it did, and what to do about it, in the user's language.</summary>
internal static class TraceTexts
{
    // The same in every language.
    private static readonly Dictionary<string, string> s_commands = new()
    {
        ["Trace_LinkDown"] = "ip link set {0} up",
        ["Trace_ForwardingOff"] = "sysctl -w net.ipv4.ip_forward=1",
        ["Trace_Paused"] = "docker unpause {0}",
        ["Trace_Hairpin"] = "bridge link set dev {0} hairpin on",
    };

    public static string Reason(FlowEnd end) => end.Reason.Length == 0 ? Text.Get("Trace_Arrives") : Text.Format(end.Reason, end.Arguments);

    /// <summary>Empty where nothing is to be done.</summary>
    public static string Fix(FlowEnd end)
    {
        if (end.Reason == "Trace_Paused") return string.Format(CultureInfo.InvariantCulture, s_commands[end.Reason], end.Arguments);
        if (end.Verdict is TraceVerdict.Delivered or TraceVerdict.DeliveredByProxy) return "";
        if (s_commands.TryGetValue(end.Reason, out var command)) return string.Format(CultureInfo.InvariantCulture, command, end.Arguments);
        return Text.Has($"{end.Reason}_Fix") ? Text.Format($"{end.Reason}_Fix", end.Arguments) : "";
    }
}
