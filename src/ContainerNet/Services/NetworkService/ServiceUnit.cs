using System.Globalization;
using System.Text;

namespace ContainerNet.Services.NetworkService;

/// <summary>The text of the systemd unit. Pure. The words are those of systemd.unit(5), systemd.service(5) and systemd.exec(5).</summary>
internal static class ServiceUnit
{
    public const string Name = "containernet.service";

    /// <summary>The first line: by it a unit is known as made by this module.</summary>
    public const string Mark = "# Made by Register-ContainerNetworkService of ContainerNet.";

    /// <summary>The unit's text.</summary>
    /// <param name="powerShell">The absolute path of pwsh.</param>
    /// <param name="module">The absolute path of the module's manifest.</param>
    /// <param name="engine">The engine's uri; null for the one that is found.</param>
    public static string Print(string powerShell, string module, string? engine) =>
        $"""
        {Mark}
        [Unit]
        Description=Keeps the firewall right for containers
        # Not PartOf: while the engine restarts, somebody has to see to it that nothing leads to an address that is another's.
        After=docker.service
        Wants=docker.service
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        ExecStart={Quote(powerShell)} -NoLogo -NoProfile -NonInteractive -Command {Quote(Command(module, engine))}
        # As Ctrl+C, and to pwsh alone: a run of iptables-restore that was begun is ended whole. pwsh ends with 1 then, as it does after an error.
        KillSignal=SIGINT
        KillMode=mixed
        SuccessExitStatus=1 130
        Restart=always
        RestartSec=2
        TimeoutStopSec=20
        SyslogIdentifier=containernet
        Environment=NO_COLOR=1 TERM=dumb POWERSHELL_TELEMETRY_OPTOUT=1 XDG_CACHE_HOME=/var/cache/containernet
        StateDirectory=containernet
        StateDirectoryMode=0700
        CacheDirectory=containernet
        UMask=0077
        # What it needs: netlink, iptables, /run for the locks, and other processes' /proc.
        CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_ADMIN CAP_SYS_PTRACE CAP_DAC_OVERRIDE
        RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6
        RestrictNamespaces=net
        ReadWritePaths=/run
        ProtectSystem=strict
        ProtectHome=read-only
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectClock=yes
        ProtectControlGroups=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        LockPersonality=yes
        NoNewPrivileges=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>Whether a unit's text is one of this module.</summary>
    public static bool IsOurs(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    private static string Command(string module, string? engine) =>
        $"Import-Module {Literal(module)}; Watch-ContainerNetwork{(engine is null ? "" : $" -Engine {Literal(engine)}")} -InformationAction Continue | Out-Null";

    /// <summary>A text as a literal of PowerShell, which takes five characters for a quote.</summary>
    private static string Literal(string text)
    {
        var literal = new StringBuilder("'");
        foreach (var character in text)
        {
            if (character is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b') literal.Append(character);
            literal.Append(character);
        }

        return literal.Append('\'').ToString();
    }

    /// <summary>A word as systemd reads it: in quotes, with its own signs (quote, backslash, %, $) and what is no plain character written out.</summary>
    private static string Quote(string word)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in word)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '%' => quoted.Append("%%"),
                '$' => quoted.Append("$$"),
                < ' ' or (char)0x7f => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
