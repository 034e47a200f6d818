using ContainerNet.Services.Input;

namespace ContainerNet.Cmdlets.Base;

/// <summary>
/// Makes NAME=VALUE texts of what <c>-Environment</c> is given. A bare name takes the session's value, as docker's <c>-e NAME</c>; the null
/// of a hashtable does not: it takes the image's variable away.
/// </summary>
internal sealed class EnvironmentTransformationAttribute() : PairsTransformationAttribute('=')
{
    private protected override string ReadText(string text) => EnvironmentParser.Resolve(text);
}
