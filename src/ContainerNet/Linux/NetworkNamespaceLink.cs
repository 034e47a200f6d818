namespace ContainerNet.Linux;

/// <summary>The link that names a process' network namespace (namespaces(7)).</summary>
internal static class NetworkNamespaceLink
{
    /// <summary>The target, such as <c>net:[4026531840]</c>; null where the process is gone or may not be looked at.</summary>
    /// <param name="process">A process id, or <c>self</c>.</param>
    public static string? Read(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone or another user's: the answer is that it cannot be read.
            return null;
        }
    }
}
