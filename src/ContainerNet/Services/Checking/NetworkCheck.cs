namespace ContainerNet.Services.Checking;

/// <summary>A check: one promise, and how it is judged. Each judges its own fact alone, so that one fault fails one check.</summary>
/// <param name="id">Its stable id; its texts are named after it.</param>
internal abstract class NetworkCheck(string id)
{
    public string Id => id;
}

/// <summary>A check of a container.</summary>
/// <param name="id">Its stable id.</param>
/// <param name="modes">The modes that promise it.</param>
internal abstract class ContainerCheck(string id, params ContainerMode[] modes) : NetworkCheck(id)
{
    /// <summary>Whether a mode promises it.</summary>
    public bool IsOf(ContainerMode mode) => modes.Contains(mode);

    /// <summary>Judges it; where the container gives nothing to judge, nothing is noted.</summary>
    public abstract void Judge(CheckedHost host, CheckedContainer container, Tally tally);
}

/// <summary>A check of the host as a whole.</summary>
/// <param name="id">Its stable id.</param>
internal abstract class HostCheck(string id) : NetworkCheck(id)
{
    /// <inheritdoc cref="ContainerCheck.Judge"/>
    public abstract void Judge(CheckedHost host, Tally tally);
}
