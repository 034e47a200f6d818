namespace ContainerNet.Services.Firewall.Rules;

/// <summary>A rule and whom it is about.</summary>
/// <param name="Rule">The rule, with the container it belongs to.</param>
/// <param name="Subject">Everyone it is about.</param>
internal sealed record AttributedRule(FirewallRule Rule, RuleSubject Subject);
