namespace ContainerNet.Runtime;

/// <summary>What is done before the wrapped runtime creates: the bundle of a container that joins a donor's network is made to join its UTS too.</summary>
internal static class Creation
{
    /// <summary>More than any engine writes; a file that is larger is no config.</summary>
    private const long LargestConfig = 16 * 1024 * 1024;

    /// <exception cref="RuntimeException">The container cannot be created as it was promised.</exception>
    public static void Prepare(string folder)
    {
        var file = Path.Combine(folder, "config.json");
        try
        {
            if (new FileInfo(file).Length > LargestConfig) throw new RuntimeException($"{file} is too large for a config");
            if (Bundle.Read(File.ReadAllBytes(file)) is not { } bundle) return;
            var paths = Donor.Open(bundle.DonorProcess, bundle.DonorId).OpenNamespaces(bundle.Types);
            Replace(file, bundle.With(paths));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RuntimeException($"the bundle cannot be read or changed: {Reason(exception, file)}");
        }
    }

    private static void Replace(string file, byte[] content)
    {
        var next = $"{file}.{Environment.ProcessId}";
        try
        {
            File.WriteAllBytes(next, content);
            File.SetUnixFileMode(next, File.GetUnixFileMode(file));
            File.Move(next, file, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    // The texts of .NET's own exceptions are left out of this executable to keep it small.
    private static string Reason(Exception exception, string file) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"there is no {file}",
        UnauthorizedAccessException => $"{file}: permission denied",
        _ => $"{file}: {exception.Message}",
    };
}
