using ContainerNet.LabKit;

namespace ContainerNet.Lab.Guard;

/// <summary>Pages longer than a window, served and fetched: a connection that only opens is not enough.</summary>
internal static class Pages
{
    public static string Page(string word) => string.Concat(Enumerable.Repeat(word + "\n", 20_000));

    /// <summary>A command that serves the page of that word on the ports 80 and 81.</summary>
    public static string[] Server(string word) =>
        ["sh", "-c", $"mkdir -p /w; yes {word} | head -n 20000 > /w/index.html; httpd -p 80 -h /w; exec httpd -f -p 81 -h /w"];

    /// <summary>Fetches a page: its word, or <c>refused</c>, or <c>dropped</c>.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="client">outside, outside77, host, or a container.</param>
    /// <param name="target">HOST:PORT.</param>
    /// <param name="seconds">How long to wait: longer where an answer is wanted than where none is.</param>
    public static string Fetch(LabFixture lab, string client, string target, int seconds) => client switch
    {
        "outside" => Curl(lab.Outside, target, seconds, Source(target, Addresses.Outside4, Addresses.Outside6)),
        "outside77" => Curl(lab.Outside, target, seconds, Source(target, Addresses.SecondOutside4, Addresses.SecondOutside6)),
        "host" => Curl(lab.Inside, target, seconds),
        _ => Wget(lab, client, target, seconds),
    };

    private static string Source(string target, string ipv4, string ipv6) => target[0] == '[' ? ipv6 : ipv4;

    private static string Curl(NamespaceTools tools, string target, int seconds, params string[] source)
    {
        string[] from = source.Length == 0 ? [] : ["--interface", source[0]];
        var result = tools.Try(["curl", "-sS", "--max-time", $"{seconds}", .. from, $"http://{target}/"]);
        return result.ExitCode switch { 0 => Word(result.Output), 7 => "refused", 28 => "dropped", _ => result.Error };
    }

    private static string Wget(LabFixture lab, string container, string target, int seconds)
    {
        var result = lab.Inside.Try("docker", "exec", container, "timeout", $"{seconds}", "wget", "-qO-", $"http://{target}/");
        return result.Succeeded ? Word(result.Output)
            : result.Error.Contains("refused", StringComparison.Ordinal) ? "refused"
            : result.ExitCode == 143 ? "dropped" : $"{result.ExitCode}: {result.Error}";
    }

    // The whole page or nothing: a transfer that hangs half way is no page.
    private static string Word(string page)
    {
        var word = page.Split('\n')[0];
        return page == Page(word) ? word : $"{page.Length} characters";
    }
}
