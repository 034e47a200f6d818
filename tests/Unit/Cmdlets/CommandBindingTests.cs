using Xunit;

namespace ContainerNet.Unit.Cmdlets;

/// <summary>What stands behind <c>--</c> arrives word by word, though -c, -u, -v, -l, -e, -n and -r begin our own parameters too.</summary>
public class CommandBindingTests(BindingSession session) : IClassFixture<BindingSession>
{
    [Theory]
    [InlineData("sh -c 'echo a; echo b'", "sh|-c|echo a; echo b")]
    [InlineData("httpd -f -p 80", "httpd|-f|-p|80")]
    [InlineData("nc -u 1.2.3.4 53", "nc|-u|1.2.3.4|53")]
    [InlineData("nc -l -p 8080 -e cat", "nc|-l|-p|8080|-e|cat")]
    [InlineData("grep -v -n -e root /etc/passwd", "grep|-v|-n|-e|root|/etc/passwd")]
    [InlineData("ls -l -n -r /", "ls|-l|-n|-r|/")]
    [InlineData("sort -n -r -u /data", "sort|-n|-r|-u|/data")]
    [InlineData("wc -c -l /etc/hosts", "wc|-c|-l|/etc/hosts")]
    [InlineData("tail -n 20 -c 100 /log", "tail|-n|20|-c|100|/log")]
    [InlineData("mount -o ro,noexec /dev/sda /mnt", "mount|-o|ro,noexec|/dev/sda|/mnt")]
    [InlineData("chmod 0755 /bin/tool", "chmod|0755|/bin/tool")]
    [InlineData("ping -c 3 127.0.0.1", "ping|-c|3|127.0.0.1")]
    [InlineData("cp -v -r -l /a /b", "cp|-v|-r|-l|/a|/b")]
    [InlineData("env -u HOME -i A=1 env", "env|-u|HOME|-i|A=1|env")]
    [InlineData("sed -n -e 's/a/b/p' -e 2p", "sed|-n|-e|s/a/b/p|-e|2p")]
    [InlineData("awk -v x=1 '{ print $1 }'", "awk|-v|x=1|{ print $1 }")]
    [InlineData("tar -c -v -f - --exclude=x /etc", "tar|-c|-v|-f|-|--exclude=x|/etc")]
    [InlineData("date -u -r /etc/hosts +%s", "date|-u|-r|/etc/hosts|+%s")]
    [InlineData("echo -n -e '' -user -volume -label", "echo|-n|-e||-user|-volume|-label")]
    [InlineData("xargs -r -n 1 -l5 echo", "xargs|-r|-n|1|-l5|echo")]
    [InlineData("dd if=/dev/zero bs=1e3 count=0x10 1.50 1e3 0x10", "dd|if=/dev/zero|bs=1e3|count=0x10|1.50|1e3|0x10")]
    [InlineData("sh -- -x -- y", "sh|--|-x|--|y")]
    [InlineData("cut -d: -f1 /etc/passwd", "cut|-d:|-f1|/etc/passwd")]
    [InlineData("java '-agentlib:jdwp' app", "java|-agentlib:jdwp|app")]
    public void A_shell_command_arrives_as_it_was_typed(string command, string words)
    {
        var bound = session.Bind($"Test-InputBinding busybox -User me -Publish 80 -- {command}");

        Assert.Equal(("busybox", "me", words), (bound.Image, bound.User, string.Join('|', bound.Command!)));
    }

    [Fact]
    public void A_parameter_takes_an_array_of_words() =>
        Assert.Equal(["sh", "-c", "exit 3"], session.Bind("Test-InputBinding busybox -Command sh, -c, 'exit 3'").Command!);

    [Fact]
    public void A_variable_that_holds_words_is_splatted_as_words() =>
        Assert.Equal(["sh", "-c", "true"], session.Bind("$words = 'sh', '-c', 'true'; Test-InputBinding busybox @words").Command!);

    [Fact]
    public void A_quoted_number_in_a_comma_list_keeps_its_zeros() =>
        Assert.Equal(["chmod", "0755", "/x"], session.Bind("Test-InputBinding busybox -Command chmod, '0755', /x").Command!);

    [Fact]
    public void A_null_is_no_word() => Assert.Equal(["echo", "b"], session.Bind("Test-InputBinding busybox -- echo $null b").Command!);

    [Fact]
    public void No_command_at_all_leaves_the_images_own() => Assert.Null(session.Bind("Test-InputBinding busybox").Command);
}
