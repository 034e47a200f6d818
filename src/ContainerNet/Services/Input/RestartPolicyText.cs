using System.Globalization;
using ContainerNet.Resources;

namespace ContainerNet.Services.Input;

/// <summary>Reads docker's <c>--restart</c>: no, always, unless-stopped, on-failure[:max].</summary>
internal static class RestartPolicyText
{
    /// <summary>The policy in lower case; null and empty are null.</summary>
    /// <exception cref="ContainerNetException">ArgumentInvalid; ParameterConflict, where a container that is removed at its end is to restart.</exception>
    public static string? Parse(string? text, bool autoRemove)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var policy = text.ToLowerInvariant();
        if (!IsValid(policy)) throw ContainerNetException.Create(ErrorId.ArgumentInvalid, text, text, "-RestartPolicy", "no, always, unless-stopped, on-failure, on-failure:3");
        if (autoRemove && policy != "no") throw ContainerNetException.Create(ErrorId.ParameterConflict, text, Text.Get("Reason_RestartAutoRemove"));
        return policy;
    }

    private static bool IsValid(string policy) =>
        policy is "no" or "always" or "unless-stopped" or "on-failure"
        || (policy.StartsWith("on-failure:", StringComparison.Ordinal) && int.TryParse(policy["on-failure:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
