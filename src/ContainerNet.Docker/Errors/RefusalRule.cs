using System.Net;
using ContainerNet.Docker.Transport;
using ContainerNet.Services;

namespace ContainerNet.Docker.Errors;

/// <summary>One row of the table of refusals.</summary>
/// <param name="Kinds">The requests it holds for.</param>
/// <param name="Status">The HTTP status; null for any.</param>
/// <param name="Id">The error it stands for.</param>
/// <param name="Fragments">Pieces of the engine's message; all of them must be there, in any case.</param>
internal sealed record RefusalRule(RequestKind Kinds, HttpStatusCode? Status, ErrorId Id, params string[] Fragments)
{
    public bool Matches(RequestKind kind, HttpStatusCode status, string message) =>
        (Kinds & kind) != 0
        && (Status is null || Status == status)
        && Fragments.All(fragment => message.Contains(fragment, StringComparison.OrdinalIgnoreCase));
}
