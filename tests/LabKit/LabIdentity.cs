namespace ContainerNet.LabKit;

/// <summary>Which network namespace is which.</summary>
internal static class LabIdentity
{
    /// <summary>Such as <c>net:[4026531840]</c>, asked of the kernel by stat; null where there is no such namespace.</summary>
    public static string? OfNamespaceFile(string file)
    {
        if (!File.Exists(file)) return null;
        // A bind mount of a namespace is no link: its inode number is the namespace's.
        var answer = Tool.RunAsync(["stat", "--format=%i", file]).GetAwaiter().GetResult();
        return answer.Succeeded ? $"net:[{answer.Text}]" : null;
    }
}
