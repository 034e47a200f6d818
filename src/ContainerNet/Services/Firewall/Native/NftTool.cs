using System.Text.Json;
using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Resources;

namespace ContainerNet.Services.Firewall.Native;

/// <summary>Reads tables of nftables with nft.</summary>
/// <param name="limit">How long one run of the tool may take.</param>
internal sealed class NftTool(TimeSpan limit)
{
    private const string Tool = "nft";

    /// <summary>Reads a table; null where it cannot be read, and why stands among the warnings then.</summary>
    /// <exception cref="ContainerNetException">ToolTimedOut.</exception>
    public async Task<NftDocument?> ReadAsync(NftTable table, List<string> warnings, CancellationToken cancellationToken)
    {
        // nft puts its arguments together and reads them as a program: a name that is no plain word could be any command of it.
        if (table.FamilyName.Length == 0 || !IsWord(table.Name)) return Unread(warnings, table, "");
        if (ProcessRunner.Find(Tool) is null)
        {
            warnings.Add(Text.Get("Warning_NftMissing"));
            return null;
        }

        var result = await ProcessRunner.TryRunAsync(Tool, ["-j", "list", "table", table.FamilyName, table.Name], cancellationToken, limit: limit).ConfigureAwait(false);
        if (result.ExitCode != 0) return Unread(warnings, table, result.StandardError.Trim());
        try
        {
            return NftDocument.Parse(result.StandardOutput);
        }
        catch (JsonException exception)
        {
            return Unread(warnings, table, exception.Message);
        }
    }

    private static NftDocument? Unread(List<string> warnings, NftTable table, string reason)
    {
        warnings.Add(Text.Format("Warning_NftTableUnread", $"{table.FamilyName} {table.Name}", reason));
        return null;
    }

    private static bool IsWord(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
}
