using System.Text;
using Xunit;

namespace ContainerNet.Lab.Runtime;

/// <summary>Registering and unregistering, judged by the engine's own info and by the bytes of its file.</summary>
public sealed class RegistrationTests(LabFixture lab) : IDisposable
{
    private const string Odd = "{\r\n\t\"labels\" : [ \"stadt=K\\u00f6ln 城市\", \"b={[,\\\"]}\" ] ,\r\n\t\"runtimes\":{ \"other\" : {\"path\":\"/usr/bin/true\"}},\r\n\t\"max-concurrent-downloads\":4}\r\n\r\n";
    private readonly RuntimeScene _scene = new(lab);

    [Theory]
    [InlineData(Odd)]
    [InlineData("{}")]
    [InlineData("{ \"runtimes\": { } }")]
    [InlineData("{\n    \"debug\": true\n}\n")]
    public async Task The_file_is_the_same_to_the_last_byte_after_both(string text)
    {
        var before = Encoding.UTF8.GetBytes(text);
        Directory.CreateDirectory(Path.GetDirectoryName(RuntimeScene.ConfigurationFile)!);
        await File.WriteAllBytesAsync(RuntimeScene.ConfigurationFile, before, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(RuntimeScene.ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await lab.Lab.Engine.RestartAsync();

        _scene.Register();
        Assert.Contains(RuntimeScene.Executable, _scene.Runtimes, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(RuntimeScene.ConfigurationFile + ".containernet-backup", TestContext.Current.CancellationToken));
        lab.Session.Invoke("Unregister-ContainerRuntime -Confirm:$false").OrThrow();

        Assert.DoesNotContain("containernet", _scene.Runtimes, StringComparison.Ordinal);
        Assert.Equal(text.Contains("other", StringComparison.Ordinal), _scene.Runtimes.Contains("/usr/bin/true", StringComparison.Ordinal));
        Assert.Equal(before, await File.ReadAllBytesAsync(RuntimeScene.ConfigurationFile, TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RuntimeScene.ConfigurationFile));
    }

    [Fact]
    public void Where_there_was_no_file_there_is_none_after_both()
    {
        _scene.Register();
        Assert.True(File.Exists(RuntimeScene.ConfigurationFile));

        lab.Session.Invoke("Unregister-ContainerRuntime -Confirm:$false").OrThrow();

        Assert.False(File.Exists(RuntimeScene.ConfigurationFile));
        Assert.False(File.Exists(RuntimeScene.Executable));
        Assert.DoesNotContain("containernet", _scene.Runtimes, StringComparison.Ordinal);
    }

    [Fact]
    public void The_record_tells_what_the_engine_and_the_file_system_show()
    {
        var runtime = lab.Session.Invoke("Register-ContainerRuntime -PassThru -Confirm:$false").OrThrow().Single();

        var stat = lab.Inside.Run("stat", "--format=%U %G %a", RuntimeScene.Executable);
        Assert.Equal("root root 755", stat);
        Assert.Equal(true, runtime.Properties["Registered"].Value);
        Assert.Equal(RuntimeScene.Executable, runtime.Properties["Path"].Value);
        Assert.Equal(lab.Inside.Run(RuntimeScene.Executable, "--containernet-version"), runtime.Properties["Version"].Value);
        Assert.Equal(new FileInfo(RuntimeScene.Wrapped).LinkTarget, runtime.Properties["OciRuntime"].Value);
        Assert.Null(runtime.Properties["BackupPath"].Value);
    }

    [Fact]
    public void Registering_twice_reloads_nothing_and_can_change_what_is_wrapped()
    {
        _scene.Register();
        var written = File.GetLastWriteTimeUtc(RuntimeScene.ConfigurationFile);

        _scene.Register("-OciRuntime /usr/bin/env");

        Assert.Equal(written, File.GetLastWriteTimeUtc(RuntimeScene.ConfigurationFile));
        Assert.Equal("/usr/bin/env", new FileInfo(RuntimeScene.Wrapped).LinkTarget);
    }

    [Fact]
    public async Task What_would_be_applied_with_it_is_refused_and_named_until_forced()
    {
        await File.WriteAllTextAsync(RuntimeScene.ConfigurationFile, "{\"labels\":[\"new=1\"],\"max-concurrent-uploads\":3}", TestContext.Current.CancellationToken);

        var refused = lab.Session.Invoke("Register-ContainerRuntime -Confirm:$false");

        Assert.Equal(["EngineConfigurationDiffers"], refused.ErrorIds);
        Assert.Equal(["labels", "max-concurrent-uploads"], (string[])refused.Errors[0].TargetObject);
        Assert.Equal("[]", lab.Inside.Docker("info", "--format", "{{json .Labels}}"));
        Assert.False(File.Exists(RuntimeScene.Executable));
        _scene.Register("-Force");
        Assert.Equal("[\"new=1\"]", lab.Inside.Docker("info", "--format", "{{json .Labels}}"));
    }

    [Theory]
    [InlineData("{ \"debug\": true, // why\n}", "EngineConfigurationInvalid")]
    [InlineData("{\"runtimes\":{\"containernet\":{\"path\":\"/elsewhere\"}}}", "EngineConfigurationInvalid")]
    public async Task A_file_that_cannot_be_changed_safely_is_left_as_it_is(string text, string id)
    {
        await File.WriteAllTextAsync(RuntimeScene.ConfigurationFile, text, TestContext.Current.CancellationToken);

        Assert.Equal([id], lab.Session.Invoke("Register-ContainerRuntime -Confirm:$false").ErrorIds);

        Assert.Equal(text, await File.ReadAllTextAsync(RuntimeScene.ConfigurationFile, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(RuntimeScene.Executable));
        File.Delete(RuntimeScene.ConfigurationFile);
    }

    [Fact]
    public async Task A_reload_the_engine_refuses_is_taken_back()
    {
        // The same setting in the file and on the command line: dockerd refuses to reload, and starts only with one of them.
        const string Clash = "{\"max-concurrent-uploads\":3}";
        await lab.Lab.Engine.RestartAsync(["--max-concurrent-uploads=3"]);
        try
        {
            await File.WriteAllTextAsync(RuntimeScene.ConfigurationFile, Clash, TestContext.Current.CancellationToken);

            var failed = lab.Session.Invoke("Register-ContainerRuntime -Force -Confirm:$false");

            Assert.Equal(["EngineReloadFailed"], failed.ErrorIds);
            Assert.Equal(Clash, await File.ReadAllTextAsync(RuntimeScene.ConfigurationFile, TestContext.Current.CancellationToken));
            Assert.False(File.Exists(RuntimeScene.Executable));
        }
        finally
        {
            File.Delete(RuntimeScene.ConfigurationFile);
            await lab.Lab.Engine.RestartAsync([]);
        }
    }

    [Fact]
    public void An_OCI_runtime_that_is_not_there_is_refused_before_anything_is_changed()
    {
        Assert.Equal(["OciRuntimeNotFound"], lab.Session.Invoke("Register-ContainerRuntime -OciRuntime nosuch -Confirm:$false").ErrorIds);
        Assert.Equal(["OciRuntimeNotFound"], lab.Session.Invoke($"Register-ContainerRuntime -OciRuntime {RuntimeScene.Executable} -Confirm:$false").ErrorIds);
        Assert.False(File.Exists(RuntimeScene.ConfigurationFile));
    }

    [Fact]
    public async Task Runtimes_on_the_command_line_are_told_with_the_line_to_add()
    {
        await lab.Lab.Engine.RestartAsync(["--add-runtime=other=/usr/bin/true"]);
        try
        {
            var refused = lab.Session.Invoke("Register-ContainerRuntime -Confirm:$false");

            Assert.Equal(["RuntimeNotSupported"], refused.ErrorIds);
            Assert.Contains($"--add-runtime=containernet={RuntimeScene.Executable}", refused.Errors[0].ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await lab.Lab.Engine.RestartAsync([]);
        }
    }

    [Fact]
    public async Task A_container_made_with_a_runtime_of_the_engine_s_own_that_a_reload_would_forget_stops_it()
    {
        await lab.Lab.Engine.RestartAsync();
        Assert.SkipUnless(_scene.Runtimes.Contains("io.containerd.runc.v2", StringComparison.Ordinal), "This engine does not list io.containerd.runc.v2.");
        lab.Inside.Docker("create", "--name", "stock", "--runtime", "io.containerd.runc.v2", "busybox", "true");

        Assert.Equal(["EngineConfigurationDiffers"], lab.Session.Invoke("Register-ContainerRuntime -Confirm:$false").ErrorIds);

        lab.Inside.Docker("start", "--attach", "stock");
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Exited")]
    public void Unregister_refuses_while_a_container_was_made_with_it_and_lists_it(string state)
    {
        _scene.Register();
        lab.Session.Invoke("New-BridgedContainer busybox -Name donor -- sleep 600; Join-ContainerNetwork busybox -Container donor -Name joined -- sleep 600").OrThrow();
        if (state == "Exited") lab.Inside.Docker("stop", "--time", "0", "joined");

        var refused = lab.Session.Invoke("Unregister-ContainerRuntime -Force -Confirm:$false");

        Assert.Equal(["RuntimeInUse"], refused.ErrorIds);
        Assert.Equal(["joined"], (string[])refused.Errors[0].TargetObject);
        Assert.Contains("containernet", _scene.Runtimes, StringComparison.Ordinal);
        Assert.True(File.Exists(RuntimeScene.Executable));
    }

    [Theory]
    [InlineData("Register-ContainerRuntime -WhatIf")]
    [InlineData("Unregister-ContainerRuntime -WhatIf")]
    public void WhatIf_changes_nothing(string script)
    {
        lab.Session.Invoke(script).OrThrow();

        Assert.False(File.Exists(RuntimeScene.ConfigurationFile));
        Assert.False(File.Exists(RuntimeScene.Executable));
    }

    [Fact]
    public void The_names_of_the_engine_s_runtimes_are_completed()
    {
        var found = lab.Session.Invoke("(TabExpansion2 'Register-ContainerRuntime -OciRuntime ru' -cursorColumn 40).CompletionMatches.CompletionText").OrThrow();

        Assert.Contains("runc", found.Select(item => item.ToString()));
    }

    public void Dispose() => _scene.Reset();
}
