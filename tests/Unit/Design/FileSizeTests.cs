using Xunit;

namespace ContainerNet.Unit.Design;

public class FileSizeTests
{
    private static readonly int[] s_sizes = [.. SourceTree.CSharp("src").Select(static file => File.ReadLines(Path.Combine(SourceTree.Root, file.Path)).Count())];

    [Fact]
    public void No_source_file_has_more_than_250_lines() => Assert.True(s_sizes.Max() <= 250, $"The longest has {s_sizes.Max()} lines.");

    [Fact]
    public void Half_of_the_source_files_have_70_lines_at_most() =>
        Assert.True(s_sizes.Order().ElementAt(s_sizes.Length / 2) <= 70, $"The median is {s_sizes.Order().ElementAt(s_sizes.Length / 2)} lines.");
}
