using ContainerNet.Tests;
using Xunit;

namespace ContainerNet.Unit.Cmdlets;

/// <summary>What stands behind <c>--</c> arrives word by word, though -c, -u, -v, -l, -e, -n and -r begin our own parameters too.</summary>
public class CommandBindingTests(BindingSession session) : IClassFixture<BindingSession>
{
    public static TheoryData<string, string> Commands => [.. ShellCommands.All];

    [Theory]
    [MemberData(nameof(Commands))]
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
