using System.Formats.Tar;
using System.Text;

namespace ContainerNet.LabKit;

/// <summary>The images of the lab, made of Debian's busybox-static: there need not be a registry.</summary>
public static class LabImages
{
    /// <summary>A shell and its tools; runs `sh`.</summary>
    public const string Busybox = "busybox:latest";

    /// <summary>The same, with EXPOSE 80/tcp; serves /www on port 80.</summary>
    public const string Web = "cn-web:latest";

    /// <summary>One static binary and nothing else: no shell, no /etc, no /tmp. Entry point `/busybox`, command `sleep 3600`.</summary>
    public const string Static = "cn-static:latest";

    private const string Path = "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly string[] s_busyboxes = ["/bin/busybox", "/usr/bin/busybox"];
    private static readonly string[] s_folders = ["bin", "dev", "etc", "home", "proc", "root", "sys", "usr", "usr/bin", "var", "var/tmp", "www"];

    internal static async Task ImportAsync(EngineApi engine, CancellationToken cancellationToken)
    {
        var busybox = FindBusybox();
        var applets = (await Tool.RunAsync([busybox, "--list"], cancellationToken: cancellationToken)).OrThrow().Lines;
        var system = MakeSystem(busybox, applets);
        await engine.ImportAsync(new MemoryStream(system), Busybox, ["CMD [\"sh\"]", Path], cancellationToken);
        await engine.ImportAsync(
            new MemoryStream(system), Web, ["CMD [\"httpd\",\"-f\",\"-p\",\"80\",\"-h\",\"/www\"]", "EXPOSE 80/tcp", Path], cancellationToken);
        await engine.ImportAsync(
            new MemoryStream(MakeStatic(busybox)), Static, ["ENTRYPOINT [\"/busybox\"]", "CMD [\"sleep\",\"3600\"]"], cancellationToken);
    }

    private static string FindBusybox() =>
        s_busyboxes.FirstOrDefault(File.Exists)
        ?? throw new LabException("There is no /bin/busybox. Install it: apt-get install busybox-static");

    private static byte[] MakeSystem(string busybox, string[] applets) => Archive(tar =>
    {
        foreach (var folder in s_folders) AddFolder(tar, folder, 0b111_101_101);
        AddFolder(tar, "tmp", 0b1_111_111_111);
        AddFile(tar, "bin/busybox", File.ReadAllBytes(busybox), 0b111_101_101);
        // Not itself: a link of that name would take the place of the program.
        foreach (var applet in applets.Where(a => a != "busybox")) AddLink(tar, "bin/" + applet, "/bin/busybox");
        AddLink(tar, "usr/bin/env", "/bin/busybox");
        AddText(tar, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n");
        AddText(tar, "etc/group", "root:x:0:\nnobody:x:65534:\n");
        AddText(tar, "www/index.html", "served by cn-web\n");
    });

    private static byte[] MakeStatic(string busybox) => Archive(tar => AddFile(tar, "busybox", File.ReadAllBytes(busybox), 0b111_101_101));

    private static byte[] Archive(Action<TarWriter> fill)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true)) fill(tar);
        return stream.ToArray();
    }

    private static void AddFolder(TarWriter tar, string name, int mode) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, name + "/") { Mode = (UnixFileMode)mode });

    private static void AddLink(TarWriter tar, string name, string target) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });

    private static void AddText(TarWriter tar, string name, string text) => AddFile(tar, name, Encoding.UTF8.GetBytes(text), 0b110_100_100);

    private static void AddFile(TarWriter tar, string name, byte[] content, int mode) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = (UnixFileMode)mode, DataStream = new MemoryStream(content) });
}
