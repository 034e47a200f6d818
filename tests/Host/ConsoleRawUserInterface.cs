using System.Management.Automation.Host;

namespace ContainerNet.ConsoleHost;

/// <summary>A screen that is only as wide as views need it: COLUMNS, or 120 characters.</summary>
internal sealed class ConsoleRawUserInterface : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize { get; set; } = new(int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) ? columns : 120, 50);

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => false;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Size MaxWindowSize => BufferSize;

    public override Coordinates WindowPosition { get; set; }

    public override Size WindowSize { get => BufferSize; set => BufferSize = value; }

    public override string WindowTitle { get; set; } = "";

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NoScreen();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NoScreen();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    private static HostException NoScreen() => new("There is no screen here.");
}
