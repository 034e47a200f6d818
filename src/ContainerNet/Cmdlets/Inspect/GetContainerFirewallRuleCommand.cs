using System.Management.Automation;
using ContainerNet.Cmdlets.Base;
using ContainerNet.Services.Containers;
using ContainerNet.Services.Firewall.Rules;

namespace ContainerNet.Cmdlets.Inspect;

/// <summary>Gets the rules of the host's firewall with the container each is about, who made it and what it is for.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerFirewallRule", DefaultParameterSetName = OfContainer)]
[OutputType(typeof(FirewallRule))]
public sealed class GetContainerFirewallRuleCommand : EngineCmdlet
{
    private const string OfContainer = "Container";
    private const string OfAll = "All";
    private const string OfNobody = "Unowned";

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<FirewallRule> _written = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);
    private FirewallRuleService? _service;
    private Wildcard[] _tables = [];
    private Wildcard[] _chains = [];

    /// <summary>Names, ids, unique starts of ids (4 hex digits at least), wildcards, or container objects; without it all containers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = OfContainer)]
    [ContainerTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>Every rule there is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfAll)]
    public SwitchParameter All { get; set; }

    /// <summary>Only rules about no container and no network that is there.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfNobody)]
    public SwitchParameter Unowned { get; set; }

    /// <summary>Only rules of these tables: raw, mangle, nat, filter; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FirewallTableCompleter))]
    public string[] Table { get; set; } = ["*"];

    /// <summary>Only rules of these chains; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FirewallChainCompleter))]
    public string[] Chain { get; set; } = ["*"];

    /// <summary>Reads the counters anew, and shows them.</summary>
    [Parameter]
    public SwitchParameter Statistics { get; set; }

    private protected override async Task BeginAsync()
    {
        _tables = Wildcards(Table);
        _chains = Wildcards(Chain);
        await base.BeginAsync();
        _service = new FirewallRuleService(Client, Statistics);
        RequireKernel();
    }

    private protected override async Task ProcessAsync()
    {
        if (Container is null)
        {
            var rules = await GetAsync(null);
            Write(All ? rules.All.Select(static one => one.Rule) : Unowned ? rules.Unowned : rules.Owned);
            return;
        }

        foreach (var reference in Container) await TryAsync(() => WriteAsync(reference));
    }

    private async Task WriteAsync(ContainerReference reference)
    {
        // One that was made or has begun to run since the engine was asked is not in its list.
        var rules = await GetAsync(reference.Id);
        foreach (var target in ContainerResolver.Resolve(rules.Containers, reference, MyInvocation.ExpectingInput))
        {
            if (_seen.Add(target.Id)) Write(rules.Of(target.Summary!));
        }
    }

    private async Task<AttributedFirewall> GetAsync(string? containerId)
    {
        var rules = await _service!.GetAsync(containerId, StopToken);
        foreach (var warning in rules.Warnings.Where(_warnings.Add)) WriteWarning(warning);
        return rules;
    }

    private void Write(IEnumerable<FirewallRule> rules)
    {
        foreach (var rule in rules)
        {
            if (IsAmong(_tables, rule.Table) && IsAmong(_chains, rule.Chain) && (Container is null || _written.Add(rule)))
                WriteObject(Statistics ? Shown(rule) : rule);
        }
    }

    private static Wildcard[] Wildcards(string[] texts) => texts is ["*"] ? [] : [.. texts.Select(static text => new Wildcard(text))];

    private static bool IsAmong(Wildcard[] wanted, string name) => wanted.Length == 0 || Array.Exists(wanted, one => one.Matches(name));

    // The view of this name has the counters.
    private static PSObject Shown(FirewallRule rule)
    {
        var shown = new PSObject(rule);
        shown.TypeNames.Insert(0, $"{typeof(FirewallRule).FullName}#Statistics");
        return shown;
    }
}
