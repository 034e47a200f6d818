namespace ContainerNet.LabKit;

/// <summary>The folder of the clone this program was built in.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ContainerNet.psd1"))) return folder.FullName;
        }

        throw new LabException($"No ContainerNet.psd1 stands above {start}.");
    }
}
