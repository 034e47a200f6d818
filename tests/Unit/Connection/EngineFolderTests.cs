using System.Runtime.InteropServices;
using ContainerNet.Linux;
using ContainerNet.Services.Connection;
using Xunit;

namespace ContainerNet.Unit.Connection;

public class EngineFolderTests
{
    [Theory]
    [InlineData(10, Architecture.X64, true, "net10.0-linux-x64")]
    [InlineData(11, Architecture.Arm64, true, "net10.0-linux-arm64")]
    [InlineData(10, Architecture.X64, false, "any")]
    [InlineData(8, Architecture.X64, true, "any")]
    [InlineData(9, Architecture.Arm64, true, "any")]
    [InlineData(10, Architecture.S390x, true, "any")]
    public void The_folder_fits_runtime_and_processor(int runtime, Architecture processor, bool there, string folder) =>
        Assert.Equal($"/m/engine/{folder}", EngineFolder.Choose("/m/engine", runtime, processor, _ => there));

    [Theory]
    [InlineData("CapEff:\t000001ffffffffff\n", "")]
    [InlineData("Name:\tpwsh\nCapEff:\t0000000000000000\n", "CAP_NET_ADMIN,CAP_SYS_PTRACE")]
    [InlineData("CapEff:\t0000000000001000\n", "CAP_SYS_PTRACE")]
    public void Missing_capabilities_are_named(string status, string missing) =>
        Assert.Equal(missing, string.Join(',', Capabilities.MissingIn(status, Capability.NetAdmin, Capability.SysPtrace).Select(Capabilities.NameOf)));
}
